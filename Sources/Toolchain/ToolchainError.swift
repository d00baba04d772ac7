/// A tool that is missing or could not do its work, in words.
public struct ToolchainError: Error, Hashable, Sendable, CustomStringConvertible {
  /// One line, no full stop: what failed and why.
  public var summary: String
  /// What to do about it, one sentence; nil when nothing certain can be said.
  public var advice: String?

  /// A failure.
  public init(_ summary: String, advice: String? = nil) {
    self.summary = summary
    self.advice = advice
  }

  /// The summary.
  public var description: String { summary }
}
