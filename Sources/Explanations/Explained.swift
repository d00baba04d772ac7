/// A rejection in words.
public struct Explained: Codable, Hashable, Sendable {
  /// The explanation's id, such as `A1002`.
  public var id: String
  /// One line, no full stop, with the message's own numbers.
  public var summary: String
  /// What to change, in one sentence; nil when nothing certain can be said.
  public var advice: String?

  /// A rejection in words.
  public init(id: String, summary: String, advice: String? = nil) {
    self.id = id
    self.summary = summary
    self.advice = advice
  }

  /// The form of a report's reason column: `A1002 576 bytes of stack along one call chain; the limit is 512`.
  public var line: String { "\(id) \(summary)" }
}
