public import Findings
import Analysis
import BPF
import BPFObject
import KernelFacts

/// A map of a type that a target kernel does not have yet.
public enum MapTypeTooNewRule: Rule {
  /// The manual page.
  public static let page = RulePage(
    id: "A2006", name: "map-type-too-new", group: .refused, severity: .error,
    title: "a map's type is newer than a kernel that the program is meant for",
    why: """
      A map that cannot be created keeps every program of the object from loading, unless the loader turns it off first \
      (bpf_map__set_autocreate, from libbpf 0.8) and no program that is loaded uses it.
      """,
    fix: "use a type that the older kernel has: a perf buffer for a ring buffer, a hash for task storage",
    seeAlso: ["A1904"])

  /// Each such map.
  public static func check(_ subject: LintSubject) -> [Finding] {
    subject.object.maps.filter(\.isAutocreated).compactMap { map in
      guard let facts = MapTypeFacts.all.first(where: { $0.type == map.type }), let since = facts.since else {
        return nil
      }
      let lacking = subject.targets.filter { $0.version < since }
      guard !lacking.isEmpty else { return nil }
      return finding(
        "\(map.name) is a \(facts.name), which came with \(since); "
          + "\(lacking.map(\.name).joined(separator: ", ")) cannot create it",
        primary: subject.mapLine(map.name, field: "type", "needs \(since)"), claim: .declared(section: map.section))
    }
  }
}
