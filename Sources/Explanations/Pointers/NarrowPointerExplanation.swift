/// Pointer arithmetic in 32 bits.
public enum NarrowPointerExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1052", title: "a pointer is computed with in 32 bits",
    why: """
      A pointer has 64 bits; an operation on its low half cuts the other half off, and nothing that may be followed is left. \
      Compilers emit one when the C code casts a pointer to a 32-bit integer.
      """,
    fix: "keep the pointer in a pointer or an unsigned long (64 bits) until the sum is done",
    causes: [
      "`(__u32)(long)data + offset`: the cast happens before the addition",
      "`__u32 data = ctx->data` and later `(void *)data`: the context's fields are 32 bits wide, but what they hold is a "
        + "pointer; cast through long at once: `(void *)(long)ctx->data`",
      "the difference of two pointers is stored in an int and compared in 32 bits",
    ],
    repair: .init(
      before: "__u32 data = ctx->data;\nvoid *payload = (void *)(long)(data + 14);",
      after: "void *data = (void *)(long)ctx->data;\nvoid *payload = data + 14;"),
    wordings: [
      .init(
        "5.4 and later", "%r 32-bit pointer arithmetic prohibited",
        "a pointer is computed with in 32 bits: its upper half would be lost")
    ],
    seeAlso: ["A1051", "A1058"],
    examples: [
      .init(
        "5.4 and later", ["R2 32-bit pointer arithmetic prohibited"],
        summary: "a pointer is computed with in 32 bits: its upper half would be lost")
    ])

  /// Arithmetic on the low half of a pointer.
  public static func explain(_ rejection: Rejection) -> Explained? {
    guard var result = worded(rejection) else { return nil }
    result.register = rejection.pointerRegister ?? result.register
    if let name = result.register.flatMap({ rejection.name(of: $0) }) {
      result.summary = "`\(name)`, a pointer, is computed with in 32 bits: its upper half would be lost"
    }
    result.label = "a 32-bit operation on \(rejection.called(result.register, else: "a pointer"))"
    return result
  }
}
