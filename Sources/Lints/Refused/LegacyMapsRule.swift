public import Findings
import BPF
import Analysis
import BPFObject

/// Maps declared as libbpf did before BTF.
public enum LegacyMapsRule: Rule {
  /// The manual page.
  public static let page = RulePage(
    id: "A2001", name: "legacy-maps", group: .refused, severity: .error,
    title: "a map is declared in the legacy `maps` section",
    why: """
      libbpf 1.0 (2022) and later refuse an object with a `maps` section of struct bpf_map_def. Maps declared in `.maps` \
      also carry their key and value types, which bpftool, spin locks, timers and kptrs need.
      """,
    fix:
      "declare it in SEC(\".maps\") with __uint(type, ...), __uint(max_entries, ...), __type(key, ...), __type(value, ...)",
    seeAlso: ["A1901"])

  /// Each such map.
  public static func check(_ subject: LintSubject) -> [Finding] {
    let legacy = subject.object.maps.filter { $0.origin == .legacy }
    let isRust = !legacy.isEmpty && subject.isRust
    return legacy.map { map in
      var found = finding(
        "\(map.name) is declared in the legacy `maps` section",
        primary: subject.declaration(map.name, "libbpf 1.0 and later refuse this"),
        fix: isRust ? "nothing where aya loads it, which declares maps so; libbpf does not take them" : nil,
        claim: .declared(section: map.section))
      if isRust { found.severity = .note }
      return found
    }
  }
}
