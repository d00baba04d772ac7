public import Findings
import Analysis
import BPF
import BPFObject

/// A result that a program's type does not allow.
public enum ReturnValueRule: Rule {
  /// The manual page.
  public static let page = RulePage(
    id: "A2035", name: "return-value", group: .refused, severity: .error,
    title: "a program returns what its type does not allow, or nothing",
    why: """
      The kernel acts upon what a program returns. Where only some answers mean something (0 and 1 for most cgroup programs, 0 \
      for fentry and fexit), the verifier wants to see that it is one of them, on every path.
      """,
    fix: "return a constant that the type allows", seeAlso: ["A1401", "A1405"])

  /// Each such place on a path that every verifier walks.
  public static func check(_ subject: LintSubject) -> [Finding] {
    walkFindings(subject) { fault, program in
      switch fault.kind {
      case .result(let least, let most, let allowed):
        return WalkFinding(
          "returns \(least == most ? "\(answer(least))" : "a number that may be anything else"); "
            + "its type allows \(allowed.count == 1 ? "\(allowed.lowerBound)" : "\(allowed.lowerBound) to \(allowed.upperBound)")",
          label: "not allowed as a result",
          origin: "comes from here")
      case .unsetResult:
        return WalkFinding(
          "the program ends without a result", label: "nothing is returned on a path that leads here")
      default: return nil
      }
    }
  }

  /// A result as it was written: of a register the lower half counts.
  private static func answer(_ result: Int64) -> Int64 {
    (Int64(Int32.max) + 1...Int64(UInt32.max)).contains(result) ? Int64(Int32(truncatingIfNeeded: result)) : result
  }
}
