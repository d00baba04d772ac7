import Analysis
import BPFObject
import Findings
import KernelFacts

/// A tail call under frames of 256 bytes or more.
public enum TailCallStackExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1003", title: "a tail call below 256 bytes of callers' stack",
    why: """
      A tail call keeps the callers' frames. So that 33 of them in a row cannot overrun the kernel's stack, a subprogram \
      that tail-calls may be entered with less than 256 bytes of its callers' frames below it.
      """,
    fix: "tail-call from the main function, or make the callers' frames smaller",
    causes: [
      "a helper function with a bpf_tail_call in it is called from a function with a large buffer",
      "a compiler stopped inlining the function that tail-calls",
    ],
    repair: .init(
      before: "static __noinline int go_on(struct xdp_md *ctx)\n{\n    bpf_tail_call(ctx, &programs, 1);",
      after: "static __always_inline int go_on(struct xdp_md *ctx)\n{\n    bpf_tail_call(ctx, &programs, 1);"),
    seeAlso: ["A1001", "A1002"],
    examples: [
      .init(
        "5.10 and later",
        ["tail_calls are not allowed when call stack of previous frames is 288 bytes. Too large"],
        summary: "a tail call below 288 bytes of its callers' stack; it has to be less than 256")
    ])

  private static let format = MessageFormat(
    "tail_calls are not allowed when call stack of previous frames is %d bytes. Too large")

  /// A tail call too deep in the stack.
  public static func explain(_ rejection: Rejection) -> Explained? {
    for message in rejection.messages {
      guard let numbers = format.numbers(message) else { continue }
      var result = explained(
        "a tail call below \(numbers[0]) bytes of its callers' stack; "
          + "it has to be less than \(KernelLimits.stackBytesAboveTailCall)")
      tell(rejection.tailCallChain(below: numbers[0]), of: rejection, in: &result)
      return result
    }
    return nil
  }

  /// Names the subprogram that tail-calls and the caller with the largest frame.
  private static func tell(
    _ chain: (functions: [Int], frames: [Int])?, of rejection: Rejection, in result: inout Explained
  ) {
    guard let chain, let program = rejection.program, let last = chain.functions.last,
      let heaviest = chain.frames.dropLast().indices.max(by: { chain.frames[$0] < chain.frames[$1] })
    else { return }
    let callers = chain.functions.dropLast().map { program.subprograms[$0].name }
    let callee = program.subprograms[last].name
    result.notes = ["\(callee) tail-calls; it is called over \(callers.joined(separator: " -> "))."]
    let takes = "\(callers[heaviest]) takes \(chain.frames[heaviest]) bytes of stack"
    let largest = rejection.frameVariables(ofSubprogram: chain.functions[heaviest]).first
    if let largest, largest.bytes <= chain.frames[heaviest] {
      result.fixPlace = rejection.span(of: largest, "\(takes), \(largest.bytes) of them for `\(largest.name)`")
    }
    result.fixPlace = result.fixPlace ?? rejection.declaration(callers[heaviest], takes)
    result.related = rejection.declaration(callee, "\(callee) tail-calls").map { [$0] }
  }
}
