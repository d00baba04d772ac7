import Findings

/// bpf_loop walked further than the verifier follows.
public enum LoopHelperLimitExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1105", title: "bpf_loop's rounds do not settle",
    why: """
      The verifier walks the callback of bpf_loop until a round brings no state that it has not seen. Where each round \
      leaves another one, such as a counter with a known value in the callback's context, it never comes to an end, and it \
      stops at 8,388,608 rounds (6.8).
      """,
    fix:
      "keep numbers that change in every round out of the context that is on the stack, or make their values unknown to it",
    causes: ["The callback counts in a variable of the caller that starts at a constant."], seeAlso: ["A1103"],
    examples: [
      .init(
        "6.8 and later", ["frame1 bpf_loop iteration limit reached"],
        summary: "the verifier gave up following bpf_loop's rounds: each leaves another state")
    ])

  private static let format = MessageFormat("frame%d bpf_loop iteration limit reached")

  /// Rounds without end.
  public static func explain(_ rejection: Rejection) -> Explained? {
    guard rejection.messages.contains(where: { format.match($0) != nil }) else { return nil }
    return explained("the verifier gave up following bpf_loop's rounds: each leaves another state")
  }
}
