/// Why a test run cannot be made.
public struct TestRunProblem: Hashable, Sendable {
  /// Whose matter it is.
  public enum Kind: Hashable, Sendable {
    /// The kernel runs no program of that type so.
    case type
    /// The input is not one that the type takes.
    case input
  }
  /// Whose matter it is.
  public var kind: Kind
  /// One line, no full stop.
  public var summary: String
  /// What to do about it, one sentence; nil when there is nothing.
  public var advice: String?

  /// A problem.
  public init(_ kind: Kind, _ summary: String, advice: String? = nil) {
    self.kind = kind
    self.summary = summary
    self.advice = advice
  }
}
