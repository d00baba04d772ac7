import Measuring
import Records

/// Figures of a trend between two changes.
struct TrendLevel {
  /// Their places in the trend.
  let points: Range<Int>
  /// The middle one of the figures.
  let median: Double
  /// What began it; nil for the first.
  let step: RecordedTrend.Step?

  /// What it is beside figures: what differed beside the code where that is known, else the subject of its first commit.
  func what(_ run: RunHead) -> String {
    step.map(FigureWords.differences).flatMap { $0.isEmpty ? nil : $0 } ?? run.subject ?? ""
  }
}

extension RecordedTrend {
  /// The levels, the oldest first.
  var levels: [TrendLevel] {
    let starts = [0] + steps.map(\.point)
    return starts.indices.compactMap { index in
      let end = index + 1 < starts.count ? starts[index + 1] : points.count
      // Two changes may have one place: that of conditions, and none of its own.
      guard starts[index] < end else { return nil }
      let range = starts[index]..<end
      return TrendLevel(
        points: range, median: Sample(points[range].map(\.value)).median ?? 0, step: index == 0 ? nil : steps[index - 1]
      )
    }
  }
}
