import KernelFacts

/// A chain of more than eight calls.
public enum CallDepthExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1004", title: "more than 8 functions in one call chain",
    why: "The verifier follows eight frames at most (MAX_CALL_FRAMES), the main function included.",
    fix: "inline functions of the chain (`static __always_inline`) until eight are left",
    examples: [
      .init(
        "5.4 and later", ["the call stack of 8 frames is too deep !"],
        summary: "a call chain of more than 8 functions; the limit is 8"),
      .init(
        "5.4 and later", ["the call stack of 9 frames is too deep"],
        summary: "a call chain of more than 8 functions; the limit is 8"),
    ])

  private static let format = MessageFormat("the call stack of %d frames is too deep")

  /// A chain too deep. The message's own number is the last frame's index in one place and the count in another.
  public static func explain(_ rejection: Rejection) -> Explained? {
    guard rejection.messages.contains(where: { format.match($0) != nil }) else { return nil }
    let limit = KernelLimits.callFrames
    return explained("a call chain of more than \(limit) functions; the limit is \(limit)")
  }
}
