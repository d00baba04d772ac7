/// A subtraction that no pointer may be in.
public enum PointerSubtractionExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1053", title: "a subtraction that makes no pointer",
    why: """
      A number minus a pointer is no address of anything. From a stack pointer only constants that the compiler knows may \
      be subtracted, for the verifier follows variable offsets of the stack in one direction only.
      """,
    fix: "turn the subtraction round, or add the negative number to the pointer",
    causes: [
      "the operands stand in the wrong order: `len - ptr`",
      "a loop walks a local buffer backwards from its end by a variable: index it from its start instead",
    ],
    repair: .init(
      before: "char *p = &buffer[sizeof(buffer)] - used;", after: "char *p = &buffer[(sizeof(buffer) - used) & 63];"),
    wordings: [
      .init(
        "5.4 and later", "%r tried to subtract pointer from scalar",
        "a pointer is subtracted from a number, which makes no address"),
      .init(
        "5.4 and later", "%r subtraction from stack pointer prohibited",
        "a variable number is subtracted from a stack pointer"),
    ],
    seeAlso: ["A1005", "A1051", "A1054"],
    examples: [
      .init(
        "5.4 and later", ["R1 tried to subtract pointer from scalar"],
        summary: "a pointer is subtracted from a number, which makes no address"),
      .init(
        "5.4 and later", ["R3 subtraction from stack pointer prohibited"],
        summary: "a variable number is subtracted from a stack pointer"),
    ])
}
