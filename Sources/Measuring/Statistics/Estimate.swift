/// A figure and what is known of it: how far the truth may be, and how much one fresh load differs from another.
public struct Estimate: Codable, Hashable, Sendable {
  /// The figure.
  public var value: Double
  /// The lower end of the interval that holds the truth 95 times in 100; never above the figure.
  public var low: Double
  /// The upper end; never below the figure.
  public var high: Double
  /// The figure of the load that has the smallest.
  public var least: Double
  /// The figure of the load that has the greatest.
  public var most: Double

  /// A figure.
  public init(value: Double, low: Double, high: Double, least: Double, most: Double) {
    self.value = value
    self.low = low
    self.high = high
    self.least = least
    self.most = most
  }

  /// A figure that is known exactly.
  public init(exactly value: Double) {
    self.init(value: value, low: value, high: value, least: value, most: value)
  }

  /// The figure in another unit: all of it times a factor above 0.
  public func scaled(by factor: Double) -> Estimate {
    Estimate(
      value: value * factor, low: low * factor, high: high * factor, least: least * factor, most: most * factor)
  }
}
