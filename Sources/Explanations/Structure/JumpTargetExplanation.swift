import Findings

/// A jump or call to where no instruction of the function begins.
public enum JumpTargetExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1802", title: "a jump or call that leads to no instruction of the program",
    why: """
      A jump has to lead to the first half of an instruction in its own function, a call to the first instruction of a \
      function. A jump out of the function, or into the second half of a 64-bit constant, is refused before anything is \
      walked.
      """,
    fix: "let the compiler or linker compute the distance: jump to labels, and link all functions that are called",
    causes: [
      "inline assembly jumps by a number, and what stands between has another length than was counted",
      "a generator counts a 64-bit constant as one instruction: it takes two slots",
      "the loader did not link: a function of another section or file is called, and its address was never filled in",
      "an instruction was inserted or removed without repairing the jumps over it",
    ],
    repair: .init(
      before: "asm volatile(\"if %0 > 7 goto +9\" :: \"r\"(n));", after: "if (n > 7)\n    return XDP_PASS;"),
    seeAlso: ["A1801", "A1803"],
    examples: [
      .init(
        "5.4 and later", ["jump out of range from insn 4 to 90"],
        summary: "instruction 4 jumps to instruction 90, which is not in its function"),
      .init(
        "7.0 and later", ["indirect jump out of range from insn 4 to 90"],
        summary: "instruction 4 jumps to instruction 90, which is not in its function"),
      .init(
        "5.4 and later", ["jump into the middle of ldimm64 insn 7"],
        summary: "a jump leads to instruction 7, the second half of a 64-bit constant"),
      .init(
        "5.4 and later", ["call to invalid destination"],
        summary: "a call leads to no instruction of the program"),
    ])

  private static let range = MessageFormat("jump out of range from insn %d to %d")
  private static let indirect = MessageFormat("indirect jump out of range from insn %d to %d")
  private static let middle = MessageFormat("jump into the middle of ldimm64 insn %d")

  /// A jump to nowhere.
  public static func explain(_ rejection: Rejection) -> Explained? {
    for message in rejection.messages {
      if let slots = range.numbers(message) ?? indirect.numbers(message) {
        var result = explained("instruction \(slots[0]) jumps to instruction \(slots[1]), which is not in its function")
        result.primary = rejection.span(ofSlot: slots[0], "the jump")
        return result
      }
      if let slot = middle.numbers(message)?.first {
        var result = explained("a jump leads to instruction \(slot), the second half of a 64-bit constant")
        result.primary = rejection.jump(to: slot).flatMap { rejection.span(ofSlot: $0, "the jump") }
        return result
      }
      if message.hasPrefix("call to invalid destination") {
        return explained("a call leads to no instruction of the program")
      }
    }
    return nil
  }
}
