public import Measuring

/// Figures over time, and where they took another level.
public struct RecordedTrend: Codable, Hashable, Sendable {
  /// A change of level.
  public struct Step: Codable, Hashable, Sendable {
    /// The place of the new level's first figure.
    public var point: Int
    /// The level before.
    public var before: Double
    /// The new level.
    public var after: Double
    /// What the figures depend on and what changed beside the code: nothing is said of the code then.
    public var differences: [FigureKey.Difference]
    /// Whether the code may have made the change.
    public var isCode: Bool

    /// How much more it is.
    public var change: Double { after - before }
    /// How much more it is in percent of the level before; nil where that was nothing.
    public var percent: Double? { before == 0 ? nil : change / before * 100 }
  }
  /// What the figures are of.
  public var series: FigureSeries
  /// The figures, the oldest first.
  public var points: [RecordedPoint]
  /// The changes, in order.
  public var steps: [Step]

  /// A trend of figures.
  /// - Parameter conditions: what figures were taken under, by number.
  public init(_ series: FigureSeries, points: [RecordedPoint], conditions: [Int: FigureKey]) {
    self.series = series
    self.points = points
    let changes = ChangeFinder(isExact: series.unit.isExact).changes(
      points.map { TrendPoint(value: $0.value, low: $0.low, high: $0.high, conditions: $0.conditions) })
    func key(_ index: Int) -> FigureKey? { points[index].conditions.flatMap { conditions[$0] } }
    steps = changes.map { change in
      var differences: [FigureKey.Difference] = []
      if change.cause == .conditions, let before = key(change.index - 1), let after = key(change.index) {
        differences = after.differences(from: before)
      }
      return Step(
        point: change.index, before: change.before, after: change.after, differences: differences,
        isCode: change.cause == .code)
    }
  }
}
