public import Findings
import Analysis
import BPF
import BPFObject
import KernelFacts

/// A size that no kernel creates a map with.
public enum MapEntriesRule: Rule {
  /// The manual page.
  public static let page = RulePage(
    id: "A2011", name: "map-entries", group: .refused, severity: .warning,
    title: "a map's max_entries is one that no kernel creates it with",
    why: """
      Kernels refuse 0 entries for all types but local storage, which takes nothing else. Such an object loads only when \
      its loader sets the size first (bpf_map__set_max_entries); one that forgets it fails with EINVAL and no word more.
      """,
    fix: "declare a size that works, and let the loader change it",
    seeAlso: ["A1903"])

  /// Each such map.
  public static func check(_ subject: LintSubject) -> [Finding] {
    subject.object.maps.filter { $0.origin == .declared || $0.origin == .legacy }.compactMap { map in
      guard let facts = MapTypeFacts.all.first(where: { $0.type == map.type }), let problem = problem(map, facts) else {
        return nil
      }
      var found = finding(
        "\(map.name) \(problem)", primary: subject.mapLine(map.name, field: "max_entries", "no kernel creates this"),
        claim: .declared(section: map.section))
      // The executable that the object is built into sets the size, or it would not run.
      if subject.hasLoader { found.severity = .note }
      return found
    }
  }

  private static func problem(_ map: MapDefinition, _ facts: MapTypeFacts) -> String? {
    let size = map.maxEntries
    if facts.traits.contains(.localStorage) {
      return size == 0 ? nil : "has \(size) entries: local storage takes 0"
    }
    // libbpf gives a perf event array an entry a CPU.
    if map.type == .perfEventArray || map.type == .structOps { return nil }
    return size == 0 ? "has no entries" : nil
  }
}
