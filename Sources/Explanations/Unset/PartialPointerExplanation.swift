/// A pointer kept on the stack in pieces.
public enum PartialPointerExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1306", title: "a pointer is put on the stack, or read back, in part",
    why: """
      A pointer that is kept on the stack takes 8 bytes at an offset that is a multiple of 8, and is read back as a whole. \
      Otherwise the verifier would not know any more what it points to.
      """,
    fix: "keep the pointer in a pointer variable of its own, in no packed struct, and copy it as a whole",
    causes: [
      "a struct with a pointer in it is packed or misaligned",
      "a pointer is stored in, or read back through, a 32-bit variable",
      "a struct that holds a pointer is copied byte by byte or compared with memcmp",
    ],
    repair: .init(
      before: "struct { __u32 n; void *at; } __attribute__((packed)) cursor = { 0, data };",
      after: "struct { __u32 n; void *at; } cursor = { 0, data };"),
    wordings: [
      .init(
        "5.4 and later", "invalid size of register spill",
        "less than a whole pointer is stored on the stack"),
      .init(
        "5.4 and later", "invalid size of register fill",
        "a pointer that was put on the stack is read back in part"),
      .init(
        "5.4 to 5.15", "corrupted spill memory",
        "a pointer that was put on the stack is read back after part of it was overwritten"),
    ],
    seeAlso: ["A1307"],
    examples: [
      .init(
        "5.4 and later", ["invalid size of register spill"], summary: "less than a whole pointer is stored on the stack"
      ),
      .init(
        "5.4 and later", ["invalid size of register fill"],
        summary: "a pointer that was put on the stack is read back in part"),
      .init(
        "5.4 to 5.15", ["corrupted spill memory"],
        summary: "a pointer that was put on the stack is read back after part of it was overwritten"),
    ])

  /// A pointer in pieces.
  public static func explain(_ rejection: Rejection) -> Explained? {
    guard var result = worded(rejection) else { return nil }
    result.tellStackVariable(of: rejection)
    return result
  }
}
