public import Findings
import Analysis
import BPF
import BPFObject

/// A size that a helper does not take.
public enum SizeArgumentRule: Rule {
  /// The manual page.
  public static let page = RulePage(
    id: "A2032", name: "size-argument", group: .refused, severity: .error,
    title: "a helper is given a size that may be too large, negative or 0",
    why: """
      A helper reads or writes as many bytes as it is told. The verifier wants a size that is bounded on every path, by a \
      comparison or a mask: no more than the memory has, never negative, and for many helpers at least 1.
      """,
    fix: "compare the size with the memory's, as an unsigned number, right before the call",
    seeAlso: ["A1210", "A1211", "A1212", "A1213"])

  /// Each such place on a path that every verifier walks.
  public static func check(_ subject: LintSubject) -> [Finding] {
    walkFindings(subject) { fault, program in
      switch fault.kind {
      case .sizeUnbounded(let number):
        return WalkFinding(
          "nothing bounds the size that is passed to \(program.helper(at: fault.slot) ?? "a helper")",
          label: "argument \(number) may be any number",
          origin: "the number is from here")
      case .sizeNegative(let number):
        return WalkFinding(
          "the size that is passed to \(program.helper(at: fault.slot) ?? "a helper") may be negative",
          label: "argument \(number) may be negative",
          origin: "the number is from here")
      case .sizeZero(let number):
        return WalkFinding(
          "the size that is passed to \(program.helper(at: fault.slot) ?? "a helper") may be 0",
          label: "argument \(number) may be 0, which this helper does not take",
          origin: "the number is from here")
      case .notConstant(let number):
        return WalkFinding(
          "argument \(number) of \(program.helper(at: fault.slot) ?? "a helper") has to be a constant",
          label: "computed",
          origin: "the number is from here")
      default: return nil
      }
    }
  }
}
