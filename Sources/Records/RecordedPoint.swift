/// A figure of a trend: without what all of them have in common.
public struct RecordedPoint: Codable, Hashable, Sendable {
  /// The run: its number in a store, or its place in a list of runs.
  public var run: Int
  /// The figure.
  public var value: Double
  /// The lower end of its interval.
  public var low: Double
  /// The upper end.
  public var high: Double
  /// The number of the conditions under which it was taken; nil where they are not known.
  public var conditions: Int?

  /// A figure of a run.
  public init(run: Int, value: Double, low: Double, high: Double, conditions: Int?) {
    self.run = run
    self.value = value
    self.low = low
    self.high = high
    self.conditions = conditions
  }
}
