public import Findings

/// A rejection in words.
public struct Explained: Hashable, Sendable {
  /// The explanation's id, such as `A1002`.
  public var id: String
  /// One line, no full stop, with the message's own numbers.
  public var summary: String
  /// What to change, in one sentence; nil when nothing certain can be said.
  public var advice: String?
  /// The register that the refusal is about: its way through the program is told. Nil when it is about none.
  public var register: Int?
  /// What the primary span says; nil for what the verifier knows of `register` there.
  public var label: String?
  /// Where it fails; nil for the last step of the path.
  public var primary: LabelledSpan?
  /// How it came to that, in order; nil for the way of `register`.
  public var related: [LabelledSpan]?
  /// The line that the fix belongs on, where that is neither the failing one nor on the way of `register`: a map's
  /// declaration, a program's section, the license. It is told first.
  public var fixPlace: LabelledSpan?
  /// Further facts, one sentence each.
  public var notes: [String] = []
  /// Another page that knows the block tells more.
  public var isGeneral = false

  /// A rejection in words.
  public init(id: String, summary: String, advice: String? = nil) {
    self.id = id
    self.summary = summary
    self.advice = advice
  }

  /// No page knows it: the words are the verifier's or the loader's own.
  public var isUnknown: Bool { id == UnknownExplanation.page.id }

  /// The form of a report's reason column: `A1002 576 bytes of stack along one call chain; the limit is 512`.
  public var line: String { "\(id) \(summary)" }
}
