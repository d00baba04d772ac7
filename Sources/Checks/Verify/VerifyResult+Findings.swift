public import Findings
import Jobs
public import Reports

extension VerifyResult {
  /// What the loads found, as `assay lint` reports it.
  public var findings: ExplainReport {
    var places = SourcePlaces(near: report.rows.map(\.input))
    let logs = report.rows.map { row in
      var log = ExplainedLog(row)
      log.finding = log.finding.map { places.completed($0) }
      return log
    }
    return ExplainReport(assay: report.assay, logs: logs, notes: report.notes)
  }

  /// The exit status when findings of that severity and above are failures.
  public func status(failingAt severity: Severity) -> CheckStatus {
    var statuses = report.rows.map { row in
      let status = row.outcome.verdict.status
      return status == .fails && (row.finding?.severity ?? .error) < severity ? .holds : status
    }
    if unusableInputs > 0 { statuses.append(.usage) }
    return .combined(statuses)
  }
}
