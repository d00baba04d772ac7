public import Findings
import Analysis
import BPF
import BPFObject
import KernelFacts

/// A key or value size that does not fit the map's type.
public enum MapShapeRule: Rule {
  /// The manual page.
  public static let page = RulePage(
    id: "A2012", name: "map-shape", group: .refused, severity: .error,
    title: "a map's key or value has a size that its type does not take",
    why: """
      Arrays are indexed by 4 bytes; prog arrays, perf buffers and maps of maps hold descriptors of 4 bytes; a trie's key \
      begins with a prefix length of 4; ring buffers have neither key nor value. The kernel answers EINVAL and says no more.
      """,
    fix: "give the key and the value the size that the type takes",
    seeAlso: ["A1903"])

  /// Each such map.
  public static func check(_ subject: LintSubject) -> [Finding] {
    subject.object.maps.filter { $0.origin == .declared || $0.origin == .legacy }.compactMap { map in
      guard let (field, problem) = problem(map) else { return nil }
      return finding(
        "\(map.name) \(problem)", primary: subject.mapLine(map.name, field: field, "the kernel refuses this"),
        claim: .declared(section: map.section))
    }
  }

  private static func problem(_ map: MapDefinition) -> (field: String, words: String)? {
    let (key, value) = (map.keySize, map.valueSize)
    switch map.type {
    case .array, .percpuArray:
      if key != 4 { return ("key", "has keys of \(key) bytes: an array is indexed by 4") }
      if value == 0 { return ("value", "has values of 0 bytes") }
    case .hash, .percpuHash, .lruHash, .lruPercpuHash:
      if key == 0 { return ("key", "has keys of 0 bytes") }
      if value == 0 { return ("value", "has values of 0 bytes") }
    case .progArray, .perfEventArray, .cgroupArray:
      // libbpf fills in what is left out.
      if key != 4, key != 0 { return ("key", "has keys of \(key) bytes: its type takes 4") }
      if value != 4, value != 0 { return ("value", "has values of \(value) bytes: its type holds descriptors of 4") }
    case .lpmTrie:
      if !(5...260).contains(key) {
        return ("key", "has keys of \(key) bytes: a trie takes 5 to 260, 4 of them the prefix")
      }
    case .ringbuf, .userRingbuf:
      if key != 0 || value != 0 {
        return (key != 0 ? "key" : "value", "has a key or a value: a ring buffer has neither")
      }
    case .stackTrace:
      if key != 4 { return ("key", "has keys of \(key) bytes: stack ids are 4") }
    case .queue, .stack, .bloomFilter:
      if key != 0 { return ("key", "has keys of \(key) bytes: its type has none") }
    default: break
    }
    return nil
  }
}
