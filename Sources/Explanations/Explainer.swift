public import VerifierLog

/// Finds the explanation that fits a log.
public enum Explainer {
  /// What a rejection's log means. Explanations are asked in the order of their ids; what none knows is given as it is,
  /// as A1000.
  public static func explain(_ digest: LogDigest) -> Explained {
    for explanation in inOrder where explanation.page.id != UnknownExplanation.page.id {
      if let explained = explanation.explain(digest) { return explained }
    }
    return UnknownExplanation.describe(digest)
  }

  /// The manual page with this id, in any case of letters; nil when there is none.
  public static func page(_ id: String) -> ExplanationPage? {
    inOrder.map { $0.page }.first { $0.id == id.uppercased() }
  }

  /// Every explanation, by id.
  public static let inOrder: [any Explanation.Type] = allExplanations.sorted { $0.page.id < $1.page.id }
}
