public import Findings
import Analysis
import BPF
import BPFObject

/// A loop that comes round with nothing changed.
public enum EndlessLoopRule: Rule {
  /// The manual page.
  public static let page = RulePage(
    id: "A2036", name: "endless-loop", group: .refused, severity: .error,
    title: "a loop that does not come on",
    why: """
      The verifier walks a loop round by round. Where a round changes nothing that it follows - a counter in a map or a global \
      variable is none - it refuses the program, at once or after a million instructions.
      """,
    fix: "count the rounds in a local variable, up to a constant", seeAlso: ["A1102", "A1103", "A2021"])

  /// Each such place on a path that every verifier walks.
  public static func check(_ subject: LintSubject) -> [Finding] {
    walkFindings(subject) { fault, program in
      switch fault.kind {
      case .endless:
        return WalkFinding(
          "a loop comes round with nothing changed that a verifier follows", label: "the same again")
      default: return nil
      }
    }
  }
}
