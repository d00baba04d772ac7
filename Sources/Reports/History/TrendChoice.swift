import Records

/// Which of a program's trends stands for it.
enum TrendChoice {
  /// What a run costs: of its own part where that is known, the costliest case on the costliest kernel, of one unit.
  static func cost(_ trends: [RecordedTrend]) -> RecordedTrend? {
    let own = trends.filter { $0.series.metric == .body }
    return greatest(own.isEmpty ? trends.filter { $0.series.metric == .total } : own)
  }

  /// The trend of the greatest figure now, of one unit.
  static func greatest(_ trends: [RecordedTrend]) -> RecordedTrend? {
    let unit = FigureUnit.allCases.first { unit in trends.contains { $0.series.unit == unit } }
    return trends.filter { $0.series.unit == unit }.max { $0.points.last?.value ?? 0 < $1.points.last?.value ?? 0 }
  }
}
