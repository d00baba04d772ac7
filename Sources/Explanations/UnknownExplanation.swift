import VerifierLog

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
    let digest = rejection.digest
    // Lines that nobody vouches for, beside a loader's own: a shell's, a test's.
    let isLoaders = !digest.showsVerifier && !digest.loaderMessages.isEmpty
    let refusals = digest.loaderMessages.filter(LoaderLine.saysNo)
    let isSilent = digest.messages.isEmpty && digest.statistics?.verifiedInstructions ?? 0 > 0
    let said = isSilent ? [] : rejection.messages
    let block = (isLoaders ? (refusals.isEmpty ? digest.loaderMessages : refusals) : said)
      .map { $0.split { $0 == "\t" || $0 == " " }.joined(separator: " ") }.filter { !$0.isEmpty }
    guard block.isEmpty else { return explained(block.joined(separator: "; ")) }
    var told = explained("the verifier gave no reason")
    if isSilent {
      told.advice = "load it again with log level 1 and a larger buffer: this log does not hold the reason"
    }
    return told
  }
}
