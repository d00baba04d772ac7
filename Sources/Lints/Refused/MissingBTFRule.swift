public import Findings
import Analysis
import BPF
import BPFObject

/// An object without types.
public enum MissingBTFRule: Rule {
  /// The manual page.
  public static let page = RulePage(
    id: "A2013", name: "missing-btf", group: .refused, severity: .warning,
    title: "the object has no BTF, or no line information",
    why: """
      Without BTF there is no CO-RE, no global function, no spin lock or timer in a map, no fentry; without line information \
      a refusal names no line. Both come with -g; llvm-strip -g keeps them, strip does not.
      """,
    fix: "compile with clang -g, and strip with llvm-strip -g")

  /// The object, once.
  public static func check(_ subject: LintSubject) -> [Finding] {
    guard let first = subject.programs.first else { return [] }
    let lacks =
      if subject.object.types == nil {
        "no BTF: its maps and functions have no types"
      } else if subject.programs.allSatisfy({ $0.program.lineInfo.isEmpty }) {
        "no line information: a refusal names no line of the source"
      } else {
        String?.none
      }
    guard let lacks else { return [] }
    var found = finding(
      "the object has \(lacks)", in: first, primary: first.declaration("compiled or stripped without it"),
      claim: .declared(section: first.program.section))
    if subject.isForeign { found.severity = .note }
    return [found]
  }
}
