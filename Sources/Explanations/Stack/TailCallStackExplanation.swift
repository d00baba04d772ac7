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
      return explained(
        "a tail call below \(numbers[0]) bytes of its callers' stack; "
          + "it has to be less than \(KernelLimits.stackBytesAboveTailCall)")
    }
    return nil
  }
}
