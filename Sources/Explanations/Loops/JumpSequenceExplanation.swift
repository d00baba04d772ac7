import Findings
import KernelFacts
import VerifierLog

/// Too many branches waiting on one path.
public enum JumpSequenceExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1104", title: "too many branches on one path",
    why: """
      At each branch the verifier follows one side and keeps the other for later. It keeps 8,192 at most \
      (BPF_COMPLEXITY_LIMIT_JMP_SEQ): a long loop with a branch in each round gets there.
      """,
    fix: "bound the loop by fewer rounds, take branches out of it, or write it with bpf_loop (5.17) or bpf_for (6.4)",
    causes: [
      "A loop with a branch in its body goes round thousands of times.",
      "A loop over the packet is bounded only by data_end, or by a step that the packet names.",
      "A long chain of comparisons was unrolled.",
    ],
    repair: .init(
      before: "while (offset < 4096) {\n    ...\n    offset += option[1];\n}",
      after: "for (int i = 0; i < 16 && offset < 4096; i++) {\n    ...\n    offset += option[1];\n}"),
    seeAlso: ["A1103"],
    examples: [
      .init(
        "5.4 and later", ["The sequence of 8193 jumps is too complex."],
        summary: "8,193 branches on one path; the limit is 8,192"),
      .init("5.1 and before", ["BPF program is too complex"], summary: "too many branches on one path"),
      .init(
        "6.12 and later", ["The sequence of 8193 jumps is too complex for async cb."],
        summary: "8,193 branches on one path; the limit is 8,192"),
    ])

  private static let format = MessageFormat("The sequence of %d jumps is too complex")
  private static let old = MessageFormat("BPF program is too complex")

  /// A path with too many branches.
  public static func explain(_ rejection: Rejection) -> Explained? {
    for message in rejection.messages {
      if old.match(message) != nil {
        return BranchingStory.tell(explained("too many branches on one path"), of: rejection)
      }
      guard let numbers = format.numbers(message) else { continue }
      let told = explained(
        "\(GroupedDigits(numbers[0])) branches on one path; the limit is \(GroupedDigits(KernelLimits.jumpSequence))")
      return BranchingStory.tell(told, of: rejection)
    }
    return nil
  }
}
