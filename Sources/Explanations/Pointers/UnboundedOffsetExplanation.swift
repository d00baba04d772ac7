import BPF
import VerifierLog

/// A number that nothing bounds from below, added to a pointer.
public enum UnboundedOffsetExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1056", title: "a pointer is moved by a number that may be negative without limit",
    why: """
      Before a number is added to a pointer, the verifier has to know a least value for it: from its type, a mask or a \
      comparison on this path. It may be -536,870,911 at least. A signed number of which only the upper end is checked (`if (i < 16)`) may still be any \
      negative one, and a 64-bit number that nothing was compared with may be anything.
      """,
    fix: "make the index unsigned and compare it with the number of elements before it is used, on this path",
    causes: [
      "a signed index is only compared with its upper end",
      "the value that is checked is another one than the value that is used: it was read again, or the compiler kept a "
        + "copy from before the check",
      "an index or length from the packet, the context or a map is used without any check",
      "a difference of two pointers or of two numbers is used as an offset: it may be negative",
    ],
    repair: .init(
      before: """
        int i = ctx->args[1];

        if (i < 16)
            return slots[i];
        """,
      after: """
        __u32 i = ctx->args[1];

        if (i < 16)
            return slots[i];
        """),
    seeAlso: ["A1057", "A1203"],
    examples: [
      .init(
        "5.4 and later",
        ["math between map_value pointer and register with unbounded min value is not allowed"],
        summary: "a map value pointer is moved by a number that nothing bounds from below"),
      .init(
        "5.4 and later", ["value -2147483648 makes map_value pointer be out of bounds"],
        summary: "a map value pointer is moved by a number that may be negative, down to -2,147,483,648"),
      .init(
        "5.4 and later", ["math between fp pointer and register with unbounded min value is not allowed"],
        summary: "a stack pointer is moved by a number that nothing bounds from below"),
      .init(
        "5.4 and later", ["math between pkt pointer and register with unbounded min value is not allowed"],
        path: [
          "0: R1=ctx(off=0,imm=0) R10=fp0", "0: (61) r2 = *(u32 *)(r1 +76)", "1: R1=ctx(off=0,imm=0) R2_w=pkt(r=0)",
          "1: (79) r3 = *(u64 *)(r10 -8)",
          "2: R3_w=scalar(smax=15)", "2: (0f) r2 += r3",
        ],
        summary: "a packet pointer is moved by a number at most 15, and maybe negative"),
    ])

  private static let format = MessageFormat("math between %w pointer and register with unbounded min value")
  private static let least = MessageFormat("value %d makes %w pointer be out of bounds")

  /// A pointer moved by it does not know what.
  public static func explain(_ rejection: Rejection) -> Explained? {
    guard rejection.otherPointerOperator == nil else { return nil }
    for message in rejection.messages {
      if let words = format.match(message) {
        let noun = "\(PointerWords.noun(words[0])) is moved by"
        return told(noun, "a number that nothing bounds from below", rejection)
      }
      // One that is positive is too large: another page's.
      if let words = least.match(message), words[0].hasPrefix("-"), let number = Int(words[0]) {
        let noun = "\(PointerWords.noun(words[1])) is moved by"
        return told(noun, "a number that may be negative, down to \(GroupedDigits(number))", rejection)
      }
    }
    return nil
  }

  private static func told(_ noun: String, _ otherwise: String, _ rejection: Rejection) -> Explained {
    var result = explained("\(noun) \(otherwise)")
    guard let register = rejection.movingRegister, let step = rejection.failingStep,
      let (state, scale) = rejection.unscaled(register, before: step)
    else { return result }
    let name = rejection.indexName(register, at: step)
    if let note = rejection.unboundedNote(register, before: step) { result.notes.append(note) }
    let words = ValueWords.range(state.range) + (scale == 1 ? "" : ", times \(scale)")
    let isChecked = state.range.signedMaximum != .max
    result.register = register
    result.label = "moves the pointer here; \(name.map { "`\($0)`" } ?? "the number") is \(words)"
    guard isChecked else {
      if noun.hasPrefix("a packet pointer") {
        result.advice =
          "compare the number with a limit (0xffff at most) before it is added, and the moved pointer with data_end after it"
      }
      if let name { result.summary = "\(noun) `\(name)`, which nothing bounds from below" }
      return result
    }
    result.summary = name.map { "\(noun) `\($0)`, which is \(words)" } ?? "\(noun) a number \(words)"
    result.advice = "make it unsigned, or check on this path that it is not negative: its upper end is known already"
    guard let name else { return result }
    result.advice =
      "make `\(name)` unsigned, or check on this path that it is not negative: its upper end is known already"
    result.fixPlace = rejection.signedDeclaration(of: name, before: step)
    result.related = rejection.condition(on: name, before: step, "`\(name)` is tested here").map { [$0] }
    return result
  }
}
