/// More kernel functions than one program may call.
public enum TooManyKernelFunctionsExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1511", title: "more different kernel functions than one program may call",
    why: """
      A program's table of kernel functions has 256 places, one for each function that it calls, however often; functions \
      of modules may come from 256 modules.
      """,
    fix: "split the program (tail calls, several programs on the hook), or call fewer different functions",
    causes: ["The calls were generated, or one program does the work of many."],
    wordings: [
      .init(
        "5.13 and later", "too many different kernel function calls",
        "more than 256 different kernel functions are called in one program"),
      .init(
        "5.16 and later", "too many different module BTFs",
        "kernel functions of more than 256 modules are called in one program"),
    ],
    seeAlso: ["A1508"],
    examples: [
      .init(
        "5.13 and later", ["too many different kernel function calls"],
        summary: "more than 256 different kernel functions are called in one program"),
      .init(
        "5.16 and later", ["too many different module BTFs"],
        summary: "kernel functions of more than 256 modules are called in one program"),
    ])

  /// More than the table holds.
  public static func explain(_ rejection: Rejection) -> Explained? {
    guard var explained = worded(rejection) else { return nil }
    if rejection.failingStep == nil {
      explained.primary = rejection.useOfKernelFunction("the first of them is called here")
    }
    return explained
  }
}
