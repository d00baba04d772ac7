/// A pointer kept on the stack, overwritten in part.
public enum CorruptedPointerExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1307", title: "part of a pointer kept on the stack is overwritten",
    why: """
      A load without CAP_PERFMON (before 5.8: CAP_SYS_ADMIN) may overwrite a pointer on the stack as a whole only: the rest \
      could be read back as a number and would tell part of a kernel address.
      """,
    fix: "write the pointer variable as a whole, and keep other values out of its place (no unions, no casts)",
    causes: [
      "a union holds a pointer and numbers",
      "a buffer on the stack is first used for a pointer, then for smaller values",
      "a struct is cleared in part after a pointer was stored in it",
    ],
    repair: .init(
      before: "union { void *at; __u32 n; } slot = { .at = data };\nslot.n = 1;",
      after: "void *at = data;\n__u32 n = 1;"),
    wordings: [
      .init(
        "5.4 and later", "attempt to corrupt spilled pointer on stack",
        "part of a pointer kept on the stack is overwritten, by a load without CAP_PERFMON")
    ],
    seeAlso: ["A1058", "A1306"],
    examples: [
      .init(
        "5.4 and later", ["attempt to corrupt spilled pointer on stack"],
        summary: "part of a pointer kept on the stack is overwritten, by a load without CAP_PERFMON")
    ])

  /// A pointer overwritten in part.
  public static func explain(_ rejection: Rejection) -> Explained? {
    guard var result = worded(rejection) else { return nil }
    result.tellStackVariable(of: rejection)
    return result
  }
}
