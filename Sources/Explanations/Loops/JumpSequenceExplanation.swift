import KernelFacts

/// Too many branches waiting on one path.
public enum JumpSequenceExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1104", title: "too many branches on one path",
    why: """
      At each branch the verifier follows one side and keeps the other for later. It keeps 8,192 at most \
      (BPF_COMPLEXITY_LIMIT_JMP_SEQ): a long loop with a branch in each round gets there.
      """,
    fix: "take branches out of the loop, or write it with bpf_loop (5.17) or bpf_for (6.4)",
    examples: [
      .init(
        "5.4 and later", ["The sequence of 8193 jumps is too complex."],
        summary: "8,193 branches on one path; the limit is 8,192"),
      .init(
        "6.12 and later", ["The sequence of 8193 jumps is too complex for async cb."],
        summary: "8,193 branches on one path; the limit is 8,192"),
    ])

  private static let format = MessageFormat("The sequence of %d jumps is too complex")

  /// A path with too many branches.
  public static func explain(_ rejection: Rejection) -> Explained? {
    for message in rejection.messages {
      guard let numbers = format.numbers(message) else { continue }
      return explained(
        "\(GroupedDigits(numbers[0])) branches on one path; the limit is \(GroupedDigits(KernelLimits.jumpSequence))")
    }
    return nil
  }
}
