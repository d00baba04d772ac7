import Records

/// Trends that tell the same: those of one figure's cases that changed in the same runs. The one of the greatest figure
/// stands for all.
struct TrendGroup {
  /// The trend of the greatest figure.
  var trend: RecordedTrend
  /// How many others are like it.
  var others: Int
  /// The least figure that any of them has now.
  var least: Double

  /// What trends are about, and where they changed.
  private struct Kind: Hashable {
    var program: TrackedProgram
    var kernel: String
    var driver: String?
    var metric: FigureMetric
    var unit: FigureUnit
    var runs: [Int]
  }

  /// The groups of some trends, in the order of their first ones.
  static func groups(_ trends: [RecordedTrend]) -> [TrendGroup] {
    var groups: [TrendGroup] = []
    var places: [Kind: Int] = [:]
    for trend in trends {
      guard let now = trend.points.last?.value else { continue }
      let series = trend.series
      let kind = Kind(
        program: series.program, kernel: series.kernel, driver: series.driver, metric: series.metric, unit: series.unit,
        runs: trend.steps.map { trend.points[$0.point].run })
      if let place = places[kind] {
        groups[place].others += 1
        groups[place].least = min(groups[place].least, now)
        if now > groups[place].trend.points.last?.value ?? 0 { groups[place].trend = trend }
      } else {
        places[kind] = groups.count
        groups.append(TrendGroup(trend: trend, others: 0, least: now))
      }
    }
    return groups
  }
}
