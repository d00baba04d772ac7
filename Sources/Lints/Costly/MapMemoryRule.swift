public import Findings
import Analysis
import BPF
import BPFObject
import KernelFacts

/// A map that takes much memory as soon as it is created.
public enum MapMemoryRule: Rule {
  /// The manual page.
  public static let page = RulePage(
    id: "A2501", name: "map-memory", group: .costly, severity: .warning,
    title: "a map takes more than 64 MiB as soon as it is created",
    why: """
      Hashes are preallocated, LRU hashes and arrays always are, and maps with a value for each CPU multiply it: on a \
      machine with 128 CPUs a small number in the source is gigabytes of kernel memory that nobody can reclaim.
      """,
    fix:
      "lower max_entries, let it grow with BPF_F_NO_PREALLOC where the hook allows it, or let the loader set the size")

  /// What counts as a large machine, and as much memory on it.
  private static let cpus = 64
  private static let limit: UInt64 = 64 << 20

  /// Each such map.
  public static func check(_ subject: LintSubject) -> [Finding] {
    subject.object.maps.filter { $0.origin == .declared || $0.origin == .legacy }.compactMap { map in
      let memory = map.memory(possibleCPUs: cpus, pageSize: 4_096).atCreation
      guard memory > limit else { return nil }
      let traits = MapTypeFacts.all.first { $0.type == map.type }?.traits ?? []
      let where_ = traits.contains(.perCPU) ? " on a machine with \(cpus) CPUs" : ""
      return finding(
        "\(map.name) takes \(memory >> 20) MiB as soon as it is created\(where_)",
        primary: subject.mapLine(map.name, field: "max_entries", "\(map.maxEntries) entries"),
        claim: .inferred(because: "the kernel's rules for what a map of its type and sizes takes"))
    }
  }
}
