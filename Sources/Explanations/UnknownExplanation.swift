/// Every rejection that no other explanation knows, in the verifier's own words.
public enum UnknownExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1000", title: "rejected by the verifier",
    why: """
      Assay has no page for this rejection. The verifier's own words stand in the report; the last line is not always the \
      one that helps.
      """,
    fix: nil,
    examples: [
      .init("any", ["a wording of a kernel to come, 3"], summary: "a wording of a kernel to come, 3"),
      .init(
        "any",
        [
          "some words of a kernel to come, off=0 size=49", "and more of them",
        ],
        summary: "some words of a kernel to come, off=0 size=49; and more of them"),
      .init(
        "7.3, which adds a diagnosis",
        [
          "a wording of a kernel to come, 9", "", "Verification failed: Program Structure: Jump out of range",
          "Reason:",
        ],
        summary: "a wording of a kernel to come, 9"),
      .init("any", [], summary: "the verifier gave no reason"),
    ])

  /// Knows nothing by itself: it is what is left.
  public static func explain(_ rejection: Rejection) -> Explained? { nil }

  /// The block as one line, without the diagnosis that 7.3 adds.
  static func describe(_ rejection: Rejection) -> Explained {
    let block = rejection.messages
      .map { $0.split { $0 == "\t" || $0 == " " }.joined(separator: " ") }.filter { !$0.isEmpty }
    return explained(block.isEmpty ? "the verifier gave no reason" : block.joined(separator: "; "))
  }
}
