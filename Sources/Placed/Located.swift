public import Findings

/// A value and where it was written.
public struct Located<Value> {
  /// What was written.
  public var value: Value
  /// Where.
  public var span: SourceSpan

  /// A value at a place.
  public init(_ value: Value, at span: SourceSpan) {
    self.value = value
    self.span = span
  }
}

extension Located: Sendable where Value: Sendable {}
extension Located: Equatable where Value: Equatable {}
extension Located: Hashable where Value: Hashable {}
