public import Findings
import Analysis
import BPF
import BPFObject
import KernelFacts

/// Lookups in a map of maps that the object never fills.
public enum EmptyInnerMapsRule: Rule {
  /// The manual page.
  public static let page = RulePage(
    id: "A2118", name: "empty-inner-maps", group: .wrong, severity: .note,
    title: "a program looks into a map of maps that the object does not fill",
    why: """
      A slot without a map makes the outer lookup return NULL: what the program does then is all that it ever does, until \
      the loader puts maps in. A loader that forgets it, or that starts after the program, is not told.
      """,
    fix: "declare the slots: __array(values, struct inner) with .values = { [0] = &map }",
    seeAlso: ["A2114"])

  /// Each such map that no program fills either, at the first lookup in it.
  public static func check(_ subject: LintSubject) -> [Finding] {
    var told: Set<String> = []
    return subject.programs.flatMap { program in
      program.calls(of: "bpf_map_lookup_elem").compactMap { call -> Finding? in
        guard let map = subject.map(call.arguments[0]), map.type == .arrayOfMaps || map.type == .hashOfMaps,
          map.values.isEmpty, !map.isPinnedByName, told.insert(map.name).inserted
        else { return nil }
        return finding(
          "\(map.name) has no map unless the loader fills it: the lookup returns NULL", in: program, slot: call.slot,
          label: "NULL until the loader puts a map there", claim: .declared(section: map.section))
      }
    }
  }
}
