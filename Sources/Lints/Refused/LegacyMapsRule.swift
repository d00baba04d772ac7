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
    subject.object.maps.filter { $0.origin == .legacy }.map { map in
      finding(
        "\(map.name) is declared in the legacy `maps` section",
        primary: subject.declaration(map.name, "libbpf 1.0 and later refuse this"),
        claim: .declared(section: map.section))
    }
  }
}
