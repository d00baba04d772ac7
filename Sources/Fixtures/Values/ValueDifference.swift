public import Findings

/// One thing that is not as it was expected.
public struct ValueDifference: Hashable, Sendable {
  /// Where: `hits[0].count`; empty for a whole value.
  public var path: String
  /// What was written.
  public var expected: String
  /// What came, written in the same way.
  public var actual: String
  /// Where the expectation is written; nil when it is nowhere.
  public var span: SourceSpan?

  /// A difference.
  public init(path: String, expected: String, actual: String, span: SourceSpan? = nil) {
    self.path = path
    self.expected = expected
    self.actual = actual
    self.span = span
  }
}

extension ValueDifference: CustomStringConvertible {
  /// `hits[0]: expected 1, is 2`.
  public var description: String { "\(path.isEmpty ? "" : path + ": ")expected \(expected), is \(actual)" }
}
