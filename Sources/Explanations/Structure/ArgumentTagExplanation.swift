/// Tags of a global function's argument that do not go together.
public enum ArgumentTagExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1816", title: "tags on a function's argument that do not fit it",
    why: """
      `__arg_ctx`, `__arg_nonnull`, `__arg_nullable`, `__arg_trusted`, `__arg_untrusted` and `__arg_arena` tell the verifier what a \
      global function's pointer argument is (6.8 and later). They stand on pointers only, on global functions only, and some \
      exclude others.
      """,
    fix: "leave the one tag that fits the argument, and make the function global or take the tags away",
    causes: [
      "`__arg_trusted` and `__arg_ctx` stand on one argument",
      "a tag stands on a number or on a struct",
      "a tag stands on a static function, which is verified at each call and needs none",
      "the kernel is older than the tag",
    ],
    repair: .init(
      before: "int parse(struct task_struct *task __arg_trusted __arg_nonnull)",
      after: "int parse(struct task_struct *task __arg_trusted)"),
    wordings: [
      .init(
        "6.9 and later", "arg#%d arena cannot be combined with any other tags",
        "an argument (number {0}, from 0) is tagged as arena memory and as something else"),
      .init(
        "6.8 and later", "arg#%d has invalid combination of tags",
        "an argument (number {0}, from 0) has tags that exclude each other"),
      .init(
        "6.8 and later", "arg#%d has pointer tag, but is not a pointer type",
        "an argument (number {0}, from 0) has a tag for pointers, and is none"),
      .init(
        "6.8 and later", "arg#%d has unsupported set of tags",
        "an argument (number {0}, from 0) has tags that this kernel does not know"),
      .init(
        "6.8 and later", "arg#%d type tag is not supported in static functions",
        "an argument (number {0}, from 0) of a static function is tagged"),
      .init(
        "6.17 and later", "arg#%d untrusted cannot be combined with any other tags",
        "an argument (number {0}, from 0) is tagged as untrusted and as something else"),
      .init(
        "7.0 and later", "function signature member has multiple type tags",
        "an argument or result has more than one type tag"),
    ],
    seeAlso: ["A1813", "A1817"],
    examples: [
      .init(
        "6.9 and later", ["arg#1 arena cannot be combined with any other tags"],
        summary: "an argument (number 1, from 0) is tagged as arena memory and as something else"),
      .init(
        "6.8 and later", ["arg#0 has invalid combination of tags"],
        summary: "an argument (number 0, from 0) has tags that exclude each other"),
      .init(
        "6.8 and later", ["arg#0 has pointer tag, but is not a pointer type"],
        summary: "an argument (number 0, from 0) has a tag for pointers, and is none"),
      .init(
        "6.8 and later", ["arg#0 has unsupported set of tags"],
        summary: "an argument (number 0, from 0) has tags that this kernel does not know"),
      .init(
        "6.8 and later", ["arg#0 type tag is not supported in static functions"],
        summary: "an argument (number 0, from 0) of a static function is tagged"),
      .init(
        "6.17 and later", ["arg#2 untrusted cannot be combined with any other tags"],
        summary: "an argument (number 2, from 0) is tagged as untrusted and as something else"),
      .init(
        "7.0 and later", ["function signature member has multiple type tags"],
        summary: "an argument or result has more than one type tag"),
    ])

  /// Tags that do not fit.
  public static func explain(_ rejection: Rejection) -> Explained? {
    guard var result = worded(rejection) else { return nil }
    result.primary = rejection.onlyGlobalFunction.flatMap { rejection.declaration($0, "\($0) is declared here") }
    return result
  }
}
