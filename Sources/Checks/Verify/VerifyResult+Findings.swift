import Findings
import Jobs
public import Reports

extension VerifyResult {
  /// The refusals as findings, in the order of the rows.
  public var refusals: [LintedFinding] {
    report.rows.filter { $0.outcome.verdict.status == .fails }.compactMap(LintedFinding.init(row:))
  }
}
