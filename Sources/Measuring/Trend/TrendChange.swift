/// Where a trend takes another level.
public struct TrendChange: Hashable, Sendable {
  /// Why it does.
  public enum Cause: Hashable, Sendable {
    /// Nothing is known to have changed beside the code.
    case code
    /// The conditions changed: nothing is said of the code.
    case conditions
  }
  /// The first point of the new level.
  public var index: Int
  /// The level before.
  public var before: Double
  /// The new level.
  public var after: Double
  /// Why.
  public var cause: Cause

  /// How much more it is.
  public var change: Double { after - before }

  /// A change.
  public init(index: Int, before: Double, after: Double, cause: Cause) {
    self.index = index
    self.before = before
    self.after = after
    self.cause = cause
  }
}
