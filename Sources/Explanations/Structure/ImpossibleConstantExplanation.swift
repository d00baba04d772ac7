import BPF
import Findings

/// A division by the constant 0, or a shift by more bits than there are.
public enum ImpossibleConstantExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1805", title: "a division by the constant 0, or a shift wider than the register",
    why: """
      A division by a constant 0 and a shift by a constant of 64 bits or more (32 in 32-bit arithmetic) have no result. For a \
      divisor or distance in a register the kernel takes care at run time. In C both are undefined, and compilers \
      drop them where they see them; what reaches the kernel comes from assembly and generators.
      """,
    fix: "write the constant that is meant; for a shift, use a 64-bit operand or a smaller distance",
    causes: [
      "inline assembly divides by an operand that is 0 in this build",
      "a generator shifts a 32-bit register by 32 to clear its upper half: move it in 32 bits instead",
      "a macro's value is 0 in this configuration",
    ],
    repair: .init(before: "asm volatile(\"%0 >>= 64\" : \"+r\"(n));", after: "n = 0;"),
    seeAlso: ["A1804"],
    examples: [
      .init("5.4 and later", ["div by zero"], summary: "a division by the constant 0"),
      .init("5.4 and later", ["invalid shift 64"], summary: "a shift by 64 bits, more than the operand has"),
      .init("5.4 and later", ["invalid shift -1"], summary: "a shift by -1 bits"),
    ])

  private static let shift = MessageFormat("invalid shift %d")

  /// A constant without a result.
  public static func explain(_ rejection: Rejection) -> Explained? {
    for message in rejection.messages {
      if message.hasPrefix("div by zero") {
        var result = explained("a division by the constant 0")
        result.label = "divides by 0 here"
        result.related = []
        return result
      }
      if let bits = shift.numbers(message)?.first {
        var result = explained("a shift by \(bits) bits\(bits < 0 ? "" : ", more than the operand has")")
        result.label = "shifts by \(bits) here"
        result.related = []
        return result
      }
    }
    return nil
  }
}
