import BPFObject
import Findings
import KernelFacts

/// A chain of more than eight calls.
public enum CallDepthExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1004", title: "more than 8 functions in one call chain",
    why: "The verifier follows eight frames at most (MAX_CALL_FRAMES), the main function included.",
    fix: "inline functions of the chain (`static __always_inline`) until eight are left",
    causes: [
      "small functions are marked `__noinline`, or the file is compiled without optimisation",
      "a parser calls a function for each layer, each from the one before",
      "a callback (bpf_loop, bpf_for_each_map_elem) calls further functions: its frame counts, too",
    ],
    repair: .init(
      before: "static __noinline int parse_tcp(struct cursor *at)",
      after: "static __always_inline int parse_tcp(struct cursor *at)"),
    seeAlso: ["A1002", "A1809"],
    examples: [
      .init(
        "5.4 and later", ["the call stack of 8 frames is too deep !"],
        summary: "a call chain of more than 8 functions; the limit is 8"),
      .init(
        "5.4 and later", ["the call stack of 9 frames is too deep"],
        summary: "a call chain of more than 8 functions; the limit is 8"),
    ])

  private static let format = MessageFormat("the call stack of %d frames is too deep")

  /// A chain too deep. The message's own number is the last frame's index in one place and the count in another. A
  /// function that calls itself is another page's, where the object shows it.
  public static func explain(_ rejection: Rejection) -> Explained? {
    guard rejection.messages.contains(where: { format.match($0) != nil }), rejection.recursion == nil else {
      return nil
    }
    let limit = KernelLimits.callFrames
    var result = explained("a call chain of more than \(limit) functions; the limit is \(limit)")
    if let chain = rejection.longestCallChain, let program = rejection.program {
      let names = chain.map { program.subprograms[$0].name }
      result.notes = ["The chain is \(names.joined(separator: " -> "))."]
      result.fixPlace = names.last.flatMap { rejection.declaration($0, "the chain's function \(names.count)") }
    }
    return result
  }
}
