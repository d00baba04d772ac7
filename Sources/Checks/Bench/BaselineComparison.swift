import Jobs
import Measuring
import Reports

/// The rows of a run against those of an earlier one's report, figure by figure.
struct BaselineComparison {
  private let report: BenchReport
  private let path: String

  /// With a report, and the path that it was read from.
  init(_ report: BenchReport, path: String) {
    self.report = report
    self.path = path
  }

  /// What is to be said of the comparison as a whole.
  var notes: [String] {
    let times = report.rows.contains { $0.costs != nil }
    let caution = times ? "; times of two runs are less sure than of one: --against a git ref measures both in one" : ""
    return ["CHANGE is against \(path), an earlier run\(caution)"]
  }

  /// The rows with what they come to, and what is new in them.
  func compared(_ rows: [BenchRow]) -> (rows: [BenchRow], notes: [String]) {
    var notes: [String] = []
    let rows = rows.map { row in
      guard row.key != nil else { return row }
      guard let earlier = earlier(of: row) else {
        notes.append(
          "\(row.program.name)\(row.caseName.map { " (\($0))" } ?? "") is not in \(path): nothing to compare with")
        return row
      }
      var row = row
      row.earlier = Self.change(of: row, since: earlier)
      row.decision = row.earlier?.decision
      return row
    }
    return (rows, notes)
  }

  /// The figure of the same program: of several files of one name that of the same path.
  private func earlier(of row: BenchRow) -> BenchRow? {
    let same = report.rows.filter { $0.key != nil && $0.subject == row.subject }
    return same.first { $0.input == row.input } ?? same.first
  }

  private static func change(of row: BenchRow, since earlier: BenchRow) -> BaselineChange? {
    guard let key = row.key, let earlierKey = earlier.key else { return nil }
    let gate = BaselineGate()
    if let figures = row.exact, let then = earlier.exact { return gate.compare(figures, key, with: then, earlierKey) }
    guard let figures = row.costs, let clock = row.outcomes.first?.clock, let then = earlier.costs,
      let thenClock = earlier.outcomes.first?.clock
    else {
      return BaselineChange(key.differences(from: earlierKey), isSameObject: key.object == earlierKey.object)
    }
    return gate.compare(figures, clock, key, with: then, thenClock, earlierKey)
  }
}
