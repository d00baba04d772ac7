public import Findings
import Analysis
import BPF
import BPFObject

/// A variable used that holds nothing.
public enum UnsetValueRule: Rule {
  /// The manual page.
  public static let page = RulePage(
    id: "A2028", name: "unset-value", group: .refused, severity: .error,
    title: "a variable is used that no instruction on a path has set",
    why: """
      What was never set holds what other programs left behind. The verifier refuses to read such a register, and after a call \
      its arguments hold nothing either: a function that its declaration gives fewer arguments than it reads finds nothing \
      in them.
      """,
    fix: "give the variable a value where it is declared", seeAlso: ["A1302", "A1305", "A1304"])

  /// Each such place on a path that every verifier walks.
  public static func check(_ subject: LintSubject) -> [Finding] {
    walkFindings(subject) { fault, program in
      switch fault.kind {
      case .unsetRegister(let register):
        return WalkFinding(
          program.helper(at: fault.slot).map { "argument \(register) of \($0) is never set" }
            ?? "a variable is used that is not set", label: "r\(register) holds nothing on a path that leads here")
      default: return nil
      }
    }
  }
}
