import Analysis
import BPF
import Findings
import VerifierLog

/// A value kept in r1 to r5 over a call.
public enum ClobberedRegisterExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1305", title: "a value is expected in a register that a call has emptied",
    why: """
      A call takes its arguments from r1 to r5 and leaves nothing in them; r6 to r9 keep their values. Compilers know that. \
      It fails where they are told otherwise: inline assembly that calls, or a function whose declaration does not agree \
      with what it is.
      """,
    fix: "keep the value in a C variable, or list the registers that the assembly changes as clobbered",
    causes: [
      "inline assembly with a `call` does not list r0 to r5 as clobbered",
      "a helper is declared with fewer arguments than it has, so that the rest is never set for the second call",
      "generated code keeps the context in r1: move it to r6 first",
      "a variable that was never set stands where the register of an earlier call was",
    ],
    repair: .init(
      before: "asm volatile(\"call %[helper]\" :: [helper] \"i\"(BPF_FUNC_ktime_get_ns) : \"r0\");",
      after:
        "asm volatile(\"call %[helper]\" :: [helper] \"i\"(BPF_FUNC_ktime_get_ns) : \"r0\", \"r1\", \"r2\", \"r3\", \"r4\", \"r5\");"
    ),
    seeAlso: ["A1302"],
    examples: [
      .init(
        "5.4 and later", ["R1 !read_ok"],
        path: [
          "0: R1=ctx(off=0,imm=0) R10=fp0", "0: (85) call bpf_ktime_get_ns#5", "1: R0_w=scalar()",
          "1: (61) r0 = *(u32 *)(r1 +0)",
        ],
        summary: "r1 is read after the call of bpf_ktime_get_ns, which left nothing in it")
    ])

  /// A read of r1 to r5 after a call.
  public static func explain(_ rejection: Rejection) -> Explained? {
    guard let read = UnsetRead(rejection), case .clobbered(let step) = read.kind else { return nil }
    let callee = rejection.call(at: step)?.callee ?? "a function"
    var result = explained("r\(read.register) is read after the call of \(callee), which left nothing in it")
    result.register = read.register
    result.label = "reads r\(read.register) here"
    result.related = [rejection.span(step, "the call of \(callee) leaves nothing in r1 to r5")]
    guard let failing = rejection.failingStep else { return result }
    // In C it is a variable that was never set: the compiler took any register.
    let names =
      rejection.refusedCall.flatMap { call in
        call.arguments.indices.contains(read.register - 1)
          ? SourceNames.variable(in: call.arguments[read.register - 1]).map { [$0] } : nil
      } ?? rejection.unsetLocalsMentioned(at: failing)
    if names.count == 1,
      let place = rejection.localDeclaration(
        names[0], before: failing, "`\(names[0])` is declared here, without a value"),
      let text = place.text, SourceNames.isDeclaredUnset(names[0], in: text)
    {
      result.fixPlace = place
      result.advice = "give `\(names[0])` a value where it is declared, or on every path that leads here"
    }
    return result
  }
}
