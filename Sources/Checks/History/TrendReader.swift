import History
import Measuring
import Records

/// Reads trends of the runs of a branch.
struct TrendReader {
  private let store: HistoryStore
  private let conditions: [Int: FigureKey]
  /// The place of each run, by its number in the store.
  private let places: [Int: Int]

  init(_ store: HistoryStore, _ branch: HistoryBranch) throws(HistoryError) {
    self.store = store
    conditions = try store.conditions()
    places = branch.places
  }

  /// The trend of a series; nil where no run of the branch has it.
  func trend(_ numbered: HistoryStore.NumberedSeries) throws(HistoryError) -> RecordedTrend? {
    let points = try store.points(of: numbered).compactMap { point -> RecordedPoint? in
      guard let place = places[point.run] else { return nil }
      var point = point
      point.run = place
      return point
    }
    return points.isEmpty ? nil : RecordedTrend(numbered.series, points: points, conditions: conditions)
  }
}
