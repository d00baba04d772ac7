/// A function's argument that is to be the context, and is declared as something else.
public enum ContextArgumentExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1817", title: "a global function's context argument is declared with another type",
    why: """
      Whether an argument of a global function is the context is told by its type's name: `struct xdp_md *` in an XDP program, \
      `struct __sk_buff *` in tc, `struct pt_regs *` in kprobes ... With `__arg_ctx` (6.8 and later) the type may be void, or has \
      to be the one of the program's type.
      """,
    fix: "declare the argument as the context struct of the program's type, or as `void *ctx __arg_ctx`",
    causes: [
      "one global function is used by programs of two types",
      "the context is declared as a struct of the author's own, or through a typedef without a name",
      "`__arg_ctx` stands on a pointer to another struct",
    ],
    repair: .init(
      before: "int note(struct my_context *ctx __arg_ctx)", after: "int note(void *ctx __arg_ctx)"),
    wordings: [
      .init(
        "6.8 and later", "arg#%d should be `struct %w *`",
        "an argument (number {0}, from 0) is tagged as the context, which is a struct {1} here"),
      .init(
        "6.8 and later", "arg#%d should be void pointer",
        "an argument (number {0}, from 0) is tagged as the context, and is no pointer to void"),
      .init(
        "6.8 and later", "arg#%d type doesn't have a name",
        "an argument (number {0}, from 0) is tagged as the context, and points to a type without a name"),
      .init(
        "6.8 and later", "arg#%d type isn't a pointer",
        "an argument (number {0}, from 0) is tagged as the context, and is no pointer"),
      .init(
        "5.4 and later", "arg#%d struct doesn't have a name",
        "an argument (number {0}, from 0) points to a struct without a name"),
    ],
    seeAlso: ["A1641", "A1813"],
    examples: [
      .init(
        "6.8 and later", ["arg#0 should be `struct pt_regs *`"],
        summary: "an argument (number 0, from 0) is tagged as the context, which is a struct pt_regs here"),
      .init(
        "6.8 and later", ["arg#0 should be void pointer"],
        summary: "an argument (number 0, from 0) is tagged as the context, and is no pointer to void"),
      .init(
        "6.8 and later", ["arg#0 type doesn't have a name"],
        summary: "an argument (number 0, from 0) is tagged as the context, and points to a type without a name"),
      .init(
        "6.8 and later", ["arg#0 type isn't a pointer"],
        summary: "an argument (number 0, from 0) is tagged as the context, and is no pointer"),
      .init(
        "5.4 and later", ["arg#0 struct doesn't have a name"],
        summary: "an argument (number 0, from 0) points to a struct without a name"),
    ])

  /// A context by another name.
  public static func explain(_ rejection: Rejection) -> Explained? {
    guard var result = worded(rejection) else { return nil }
    result.primary = rejection.onlyGlobalFunction.flatMap { rejection.declaration($0, "\($0) is declared here") }
    return result
  }
}
