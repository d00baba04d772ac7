import Findings

/// A function of more arguments than registers hold.
public enum ArgumentCountExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1815", title: "a function has more than 5 arguments",
    why: """
      Arguments are passed in r1 to r5. Compilers refuse a sixth; a static function that is inlined may have more. Kernels \
      from 7.1 on can pass further ones on the stack where the JIT supports it, but not to global functions.
      """,
    fix: "pass a pointer to a struct that holds the values, or let the function be inlined (`static __always_inline`)",
    causes: [
      "a global function has six or more arguments",
      "arguments of more than 8 bytes count twice",
      "a compiler that passes arguments on the stack is used for a kernel or JIT that cannot",
    ],
    repair: .init(
      before: "int report(void *ctx, u32 a, u32 b, u32 c, u32 d, u32 e)",
      after: "int report(void *ctx, struct values *values)"),
    wordings: [
      .init(
        "5.6 to 7.0", "Global function %w() with %d > %d args. Buggy compiler.",
        "{0}, a global function, has {1} arguments; the limit is {2}"),
      .init(
        "7.1 and later", "freplace programs with >%d args not supported yet",
        "a freplace program has more than {0} arguments"),
      .init(
        "7.1 and later", "global function %w has %d > %d args, stack args not supported",
        "{0}, a global function, has {1} arguments; the limit is {2}"),
      .init(
        "7.1 and later", "kernel supports at most %d parameters, function %w has %d",
        "{1} has {2} arguments; the limit is {0}"),
      .init(
        "7.1 and later", "JIT does not support function %w() with %d args",
        "{0} has {1} arguments, and this machine's JIT passes five"),
    ],
    seeAlso: ["A1813", "A1626"],
    examples: [
      .init(
        "5.6 to 7.0", ["Global function report() with 6 > 5 args. Buggy compiler."],
        summary: "report, a global function, has 6 arguments; the limit is 5"),
      .init(
        "7.1 and later", ["freplace programs with >5 args not supported yet"],
        summary: "a freplace program has more than 5 arguments"),
      .init(
        "7.1 and later", ["global function report has 6 > 5 args, stack args not supported"],
        summary: "report, a global function, has 6 arguments; the limit is 5"),
      .init(
        "7.1 and later", ["kernel supports at most 12 parameters, function report has 13"],
        summary: "report has 13 arguments; the limit is 12"),
      .init(
        "7.1 and later", ["JIT does not support function report() with 6 args"],
        summary: "report has 6 arguments, and this machine's JIT passes five"),
    ])

  private static let names = [
    MessageFormat("Global function %w()"), MessageFormat("global function %w "),
  ]

  /// One argument too many.
  public static func explain(_ rejection: Rejection) -> Explained? {
    guard var result = worded(rejection) else { return nil }
    let name = rejection.messages.lazy.compactMap { message in
      names.lazy.compactMap { $0.match(message)?.first }.first
    }.first
    result.primary = name.flatMap { rejection.declaration(String($0), "\($0) is declared here") }
    return result
  }
}
