public import VerifierLog

/// What one kind of rejection means. A file named `*Explanation.swift` is registered by its name; nothing else is to be
/// done. Its examples are its tests and its manual page.
public protocol Explanation: SendableMetatype {
  /// The manual page: id, title, why, fix, examples.
  static var page: ExplanationPage { get }

  /// What the log's messages mean; nil when they are of another kind. Says only what the messages prove.
  static func explain(_ digest: LogDigest) -> Explained?
}

extension Explanation {
  /// The explanation with this page's id.
  static func explained(_ summary: String, advice: String? = nil) -> Explained {
    Explained(id: page.id, summary: summary, advice: advice ?? page.fix)
  }
}
