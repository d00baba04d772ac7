import Findings
import VerifierLog

/// A loop where loops are not allowed at all.
public enum BackEdgeExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1101", title: "a loop where no loop is allowed",
    why: """
      Before 5.3 a program could not jump backwards. Since then a load with CAP_BPF (before 5.8: CAP_SYS_ADMIN) may have \
      bounded loops; one without still may not.
      """,
    fix: "load with CAP_BPF on 5.3 or later, or have the compiler unroll the loop (`#pragma unroll`)",
    causes: [
      "The kernel is older than 5.3.", "The program is loaded by a user without CAP_BPF.",
      "The compiler could not unroll the loop: its rounds are not a constant, or too many.",
    ],
    repair: .init(
      before: "for (int i = 0; i < 8; i++)\n    sum += key[i];",
      after: "#pragma unroll\nfor (int i = 0; i < 8; i++)\n    sum += key[i];"), seeAlso: ["A1102", "A1103"],
    examples: [
      .init(
        "5.4 and later", ["back-edge from insn 12 to 4"],
        summary: "a loop, from instruction 12 back to 4, and this load may have none")
    ])

  private static let format = MessageFormat("back-edge from insn %d to %d")

  /// A backward jump.
  public static func explain(_ rejection: Rejection) -> Explained? {
    for message in rejection.messages {
      guard let numbers = format.numbers(message) else { continue }
      // Up to 6.11 kernels say the same of a function that calls itself.
      if RecursionExplanation.isCall(atSlot: numbers[0], rejection) { return nil }
      let told = explained("a loop, from instruction \(numbers[0]) back to \(numbers[1]), and this load may have none")
      if var story = LoopStory(rejection, near: numbers[0])?.tell(told) {
        story.primary?.label = "this loop was not unrolled"
        return story
      }
      return told
    }
    return nil
  }
}
