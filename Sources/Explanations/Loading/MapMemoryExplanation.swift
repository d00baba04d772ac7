import BPFObject

/// A map that is too large.
public enum MapMemoryExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1905", title: "a map that is too large for the kernel or for this machine",
    why: """
      Hash maps, arrays and ring buffers take their memory when they are created, for max_entries entries, per-CPU maps \
      once for each CPU. What overflows the kernel's limits is answered with E2BIG, what the machine or the cgroup of the \
      process cannot give with ENOMEM.
      """,
    fix:
      "make max_entries or the value smaller, or give a hash map BPF_F_NO_PREALLOC so that entries are allocated as they come",
    causes: [
      "max_entries is generous in every map, and the process is in a cgroup with a memory limit.",
      "A per-CPU value is larger than 32 KiB, or the key is longer than 512 bytes.",
      "max_entries is the length of an id space, such as all pids times all CPUs.",
    ],
    repair: .init(
      before: "__uint(max_entries, 100000000);",
      after: """
        __uint(max_entries, 65536);
        __uint(map_flags, BPF_F_NO_PREALLOC);
        """),
    seeAlso: ["A1903", "A1906"],
    examples: [
      .init(
        "libbpf to 1.5", ["map 'flows': failed to create: Cannot allocate memory(-12)"],
        summary: "there is no memory for map flows: ENOMEM"),
      .init(
        "libbpf 1.6 and later", ["map 'flows': failed to create: -ENOMEM"],
        summary: "there is no memory for map flows: ENOMEM"),
      .init(
        "libbpf to 1.5", ["map 'flows': failed to create: Argument list too long(-7)"],
        summary: "map flows is larger than the kernel takes: E2BIG"),
      .init(
        "the reason as assay words it",
        ["map flows would take 2147483648 bytes; 1073741824 are allowed"],
        summary: "map flows would take 2147483648 bytes; 1073741824 are allowed"),
    ])

  private static let budget = MessageFormat("map %w would take %d bytes")

  /// Too much memory.
  public static func explain(_ rejection: Rejection) -> Explained? {
    if let (message, words) = rejection.first(budget) {
      var explained = explained(message)
      explained.primary = rejection.mapLine(String(words[0]), fields: ["max_entries"], "asks for too much")
      return explained
    }
    guard let refused = RefusedMap(rejection) else { return nil }
    let name = refused.name
    // A key or a value over a limit of its type is the other page's: that is told by its rule.
    guard MapRefusedExplanation.fault(of: name, rejection) == nil else { return nil }
    var explained: Explained
    switch refused.error?.name {
    case "ENOMEM": explained = self.explained("there is no memory for map \(name): ENOMEM")
    case "E2BIG": explained = self.explained("map \(name) is larger than the kernel takes: E2BIG")
    default: return nil
    }
    var label = "asks for too much"
    if let map = rejection.object?.map(named: name) {
      label = "\(map.maxEntries) entries of \(map.keySize) + \(map.valueSize) bytes"
      explained.notes = [
        "max_entries is \(map.maxEntries), a key takes \(map.keySize) bytes, a value \(map.valueSize)."
      ]
    }
    explained.primary = rejection.mapLine(name, fields: ["max_entries"], label)
    return explained
  }
}
