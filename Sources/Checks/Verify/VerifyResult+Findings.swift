import Findings
import Jobs
public import Reports

extension VerifyResult {
  /// The refusals as findings, in the order of the rows.
  public var refusals: [LintedFinding] {
    var places = SourcePlaces(near: report.rows.map(\.input))
    return report.rows.filter { $0.outcome.verdict.status == .fails }.compactMap { row in
      guard var found = LintedFinding(row: row) else { return nil }
      found.finding = places.completed(found.finding)
      return found
    }
  }
}
