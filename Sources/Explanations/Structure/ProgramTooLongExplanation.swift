import Findings

/// A program that grew too long for its own jumps.
public enum ProgramTooLongExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1826", title: "a program that is too long for its jumps once the kernel has added to it",
    why: """
      The kernel replaces some instructions by several (context accesses, divisions, inlined helpers). Jumps reach 32,767 \
      instructions; where one would have to reach further afterwards, the program is refused.
      """,
    fix: "split the function: into subprograms (`__noinline`), or into programs with tail calls",
    causes: [
      "a loop with a large body is unrolled", "generated code has one very long function",
    ],
    repair: .init(before: "#pragma unroll\nfor (i = 0; i < 512; i++)", after: "bpf_for(i, 0, 512)"),
    wordings: [
      .init(
        "5.4 and later", "insn %d cannot be patched due to 16-bit range",
        "instruction {0} has to become several, and a jump over it would then be too long")
    ],
    seeAlso: ["A1103"],
    examples: [
      .init(
        "5.4 and later", ["insn 812 cannot be patched due to 16-bit range"],
        summary: "instruction 812 has to become several, and a jump over it would then be too long")
    ])

  private static let format = MessageFormat("insn %d cannot be patched")

  /// A jump too long.
  public static func explain(_ rejection: Rejection) -> Explained? {
    guard var result = worded(rejection) else { return nil }
    result.primary = rejection.messages.lazy.compactMap { format.numbers($0)?.first }.first
      .flatMap { rejection.span(ofSlot: $0, "this becomes several instructions") }
    result.related = []
    return result
  }
}
