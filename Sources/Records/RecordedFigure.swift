public import Measuring

/// A figure of one run.
public struct RecordedFigure: Codable, Hashable, Sendable {
  /// What it is of.
  public var series: FigureSeries
  /// The figure.
  public var value: Double
  /// The lower end of the interval that holds the truth; the figure itself where that is exact.
  public var low: Double
  /// The upper end.
  public var high: Double
  /// What the figure depends on beside the program's code; nil where that is not known.
  public var key: FigureKey?

  /// A figure; its numbers must be finite.
  public init(_ series: FigureSeries, value: Double, low: Double, high: Double, key: FigureKey? = nil) {
    self.series = series
    // A negative zero is no other figure, and no database keeps it.
    self.value = value + 0
    self.low = low + 0
    self.high = high + 0
    self.key = key
  }

  /// A figure that is exact.
  public init(_ series: FigureSeries, exactly value: Int, key: FigureKey? = nil) {
    self.init(series, value: Double(value), low: Double(value), high: Double(value), key: key)
  }
}
