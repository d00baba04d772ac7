/// More calls than the verifier's analysis of what is still needed follows.
public enum LivenessLimitExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1106", title: "more calls between functions than the verifier analyses",
    why: """
      Before it walks a program, a newer verifier works out for every call of a function what of the stack is still \
      needed. Functions that call functions that call functions, each in many places, multiply, and it stops at a limit.
      """,
    fix: "make some of the functions global (not static): they are analysed once, not at every call",
    wordings: [
      .init(
        "7.2 and later", "liveness analysis exceeded complexity limit (%d calls)",
        "the verifier gave up after analysing {0} calls between functions")
    ], seeAlso: ["A1103"],
    examples: [
      .init(
        "7.2 and later", ["liveness analysis exceeded complexity limit (10001 calls)"],
        summary: "the verifier gave up after analysing 10001 calls between functions")
    ])
}
