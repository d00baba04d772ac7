public import Findings
import Analysis
import BPF
import BPFObject

/// A result that may be NULL, used before it is checked.
public enum UncheckedNullRule: Rule {
  /// The manual page.
  public static let page = RulePage(
    id: "A2025", name: "unchecked-null", group: .refused, severity: .error,
    title: "a result that may be NULL is used before it is checked",
    why: """
      A lookup finds nothing, a full ring buffer has no room, a socket is not there: the helper returns NULL then, and the \
      verifier refuses every path on which the result is used before it was compared with NULL.
      """,
    fix: "compare it with NULL right after the call, and leave when it is", seeAlso: ["A1201", "A1209"])

  /// Each such place on a path that every verifier walks.
  public static func check(_ subject: LintSubject) -> [Finding] {
    walkFindings(subject) { fault, program in
      switch fault.kind {
      case .maybeNull:
        return WalkFinding(
          "the result of \(call(fault, in: program, subject)) is used, and may be NULL",
          label: "not compared with NULL on this path",
          origin: "may return NULL")
      case .null:
        return WalkFinding(
          "the result of \(call(fault, in: program, subject)) is used where it is NULL", label: "NULL on this path",
          origin: "returned NULL")
      default: return nil
      }
    }
  }

  private static func call(_ fault: WalkFault, in program: LintedProgram, _ subject: LintSubject) -> String {
    fault.origin.flatMap { program.words(ofCall: $0, in: subject) } ?? "a call"
  }
}
