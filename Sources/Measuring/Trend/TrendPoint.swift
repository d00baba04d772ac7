/// A figure of a trend.
public struct TrendPoint: Hashable, Sendable {
  /// The figure.
  public var value: Double
  /// The lower end of the interval that holds the truth.
  public var low: Double
  /// The upper end.
  public var high: Double
  /// The number of the conditions that it was taken under; figures of different ones are not compared.
  public var conditions: Int?

  /// A figure.
  public init(value: Double, low: Double, high: Double, conditions: Int? = nil) {
    self.value = value
    self.low = low
    self.high = high
    self.conditions = conditions
  }
}
