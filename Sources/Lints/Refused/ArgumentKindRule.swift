public import Findings
import Analysis
import BPF
import BPFObject

/// An argument of a kind that the helper does not take.
public enum ArgumentKindRule: Rule {
  /// The manual page.
  public static let page = RulePage(
    id: "A2033", name: "argument-kind", group: .refused, severity: .error,
    title: "a helper is given something of another kind than it takes",
    why: """
      Each helper has a prototype that the verifier checks: where it wants the address of memory, a number, an address that \
      was read from memory, or the context is refused.
      """,
    fix: "pass what the helper's manual page names (man bpf-helpers), such as the address of a variable on the stack",
    seeAlso: ["A1601", "A1602", "A1603", "A1604"])

  /// Each such place on a path that every verifier walks.
  public static func check(_ subject: LintSubject) -> [Finding] {
    walkFindings(subject) { fault, program in
      switch fault.kind {
      case .argument(let number, let wanted):
        return WalkFinding(
          "\(program.helper(at: fault.slot) ?? "the helper") takes \(wanted) as argument \(number), and gets something else",
          label: "not \(wanted)",
          origin: "comes from here")
      default: return nil
      }
    }
  }
}
