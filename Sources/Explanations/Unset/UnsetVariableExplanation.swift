import Analysis
import BPF
import Findings
import VerifierLog

/// A register read that nothing was written to: a variable without a value.
public enum UnsetVariableExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1302", title: "a variable is used that was never given a value",
    why: """
      A register that nothing wrote may hold the kernel's data: reading it is refused on every path where that can happen. \
      In C, using such a variable is undefined, so the compiler may drop what would have set it, and the instruction that \
      fails need not look like the line that was written.
      """,
    fix: "give the variable a value where it is declared, and compile with -Wuninitialized -Wsometimes-uninitialized",
    causes: [
      "a variable is set in one branch, or in a loop that may not run at all",
      "a helper or a function is declared with fewer arguments than it takes, or is called through a cast",
      "an output argument is read although the call that fills it may have failed",
      "inline assembly reads a register that it did not list as an input",
    ],
    repair: .init(
      before: "__u32 mark;\n\nif (skb->len > 100)\n    mark = 1;\nskb->mark = mark;",
      after: "__u32 mark = 0;\n\nif (skb->len > 100)\n    mark = 1;\nskb->mark = mark;"),
    seeAlso: ["A1301", "A1405", "A1304", "A1305"],
    examples: [
      .init(
        "5.4 and later", ["R2 !read_ok"], summary: "a variable is used that was never given a value (it is in r2)"),
      .init(
        "5.4 and later", ["R6 !read_ok"], path: ["0: R1=ctx(off=0,imm=0) R10=fp0", "0: (07) r6 += 1"],
        summary: "a variable is used that was never given a value (it is in r6)"),
      .init(
        "5.4 and later", ["R3 !read_ok"],
        path: [
          "0: R1=ctx(off=0,imm=0) R10=fp0", "; bpf_map_update_elem(&m, &key, value, BPF_ANY);",
          "0: (85) call bpf_map_update_elem#2",
        ],
        summary: "bpf_map_update_elem is called with `value`, which was never given a value"),
      .init(
        "5.4 and later", ["R3 !read_ok"],
        path: ["0: R1=ctx(off=0,imm=0) R10=fp0", "0: (85) call bpf_map_update_elem#2"],
        summary: "bpf_map_update_elem is called, and its argument 3 was never given a value"),
    ])

  /// A register without a value, where it is none of what the other pages know.
  public static func explain(_ rejection: Rejection) -> Explained? {
    guard let read = UnsetRead(rejection), read.kind == .variable else { return nil }
    let register = read.register
    var result = explained("a variable is used that was never given a value (it is in r\(register))")
    result.register = register
    result.related = []
    guard let step = rejection.failingStep else { return result }
    if let call = rejection.refusedCall, (1...5).contains(register), !call.arguments.isEmpty {
      if call.arguments.count < register {
        result.summary =
          "\(call.callee) takes at least \(register) arguments, and is called with \(call.arguments.count)"
        result.label = "\(call.callee) reads its argument \(register), which the call does not pass"
        result.advice = "declare \(call.callee) as the kernel's headers do, and pass all of its arguments"
        return result
      }
      let text = call.arguments[register - 1]
      result.summary = "\(call.callee) is called with `\(text)`, which was never given a value"
      result.label = "`\(text)` is argument \(register) here"
      tellDeclaration(SourceNames.variable(in: text), step, rejection, &result)
      return result
    }
    let names = rejection.unsetLocalsMentioned(at: step)
    result.label = "reads a value here that was never set"
    if let call = rejection.refusedCall, (1...5).contains(register), names.count != 1 {
      result.summary = "\(call.callee) is called, and its argument \(register) was never given a value"
      result.label = "\(call.callee) reads its argument \(register) here"
    }
    guard names.count == 1 else { return result }
    result.summary = "`\(names[0])` is used, and was never given a value on this path"
    tellDeclaration(names[0], step, rejection, &result)
    return result
  }

  private static func tellDeclaration(
    _ name: String?, _ step: Int, _ rejection: Rejection, _ result: inout Explained
  ) {
    guard let name,
      let place = rejection.localDeclaration(name, before: step, "`\(name)` is declared here, without a value")
    else { return }
    result.fixPlace = place
    result.advice = "give `\(name)` a value where it is declared, or on every path that leads here"
  }
}
