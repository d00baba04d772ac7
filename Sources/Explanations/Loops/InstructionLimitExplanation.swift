import VerifierLog
/// More instructions walked than the verifier allows.
public enum InstructionLimitExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1103", title: "more instructions walked than the verifier allows",
    why: """
      The verifier walks every path through a program and each round of a loop anew, and stops after 1,000,000 instructions \
      (5.2 and later, with CAP_BPF). The program's own size is another number: a short one with an unbounded loop gets here.
      """,
    fix: """
      bound the loop by a small constant, or write it with bpf_loop (5.17), bpf_for (6.4) or may_goto (6.9), which are not \
      walked round by round
      """,
    examples: [
      .init(
        "5.4 and later", ["BPF program is too large. Processed 1000001 insn"],
        summary: "the verifier gave up after walking 1,000,001 instructions; the limit is 1,000,000"),
      .init(
        "5.1 and before", ["BPF program is too large. Processed 131073 insn"],
        summary: "the verifier gave up after walking 131,073 instructions; the limit is 131,072"),
    ])

  private static let format = MessageFormat("BPF program is too large. Processed %d insn")

  /// The verifier's own limit. It stops at the first instruction over it.
  public static func explain(_ rejection: Rejection) -> Explained? {
    for message in rejection.messages {
      guard let walked = format.numbers(message)?.first, walked > 0 else { continue }
      return explained(
        "the verifier gave up after walking \(GroupedDigits(walked)) instructions; "
          + "the limit is \(GroupedDigits(rejection.digest.statistics?.limit ?? walked - 1))")
    }
    return nil
  }
}
