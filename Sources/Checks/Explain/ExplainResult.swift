public import Reports
public import VerifierLog

/// What `assay explain` found, and what it comes to.
public struct ExplainResult: Sendable {
  /// What to print.
  public var report: ExplainReport
  /// The failing path of each of the report's logs, where paths are kept; without steps for the others.
  public var traces: [Trace] = []

  /// The exit status: a refusal is a failure, a log without its verdict is undecided.
  public var status: CheckStatus {
    .combined(
      report.logs.map { log in
        switch log.verdict {
        case .accepted: .holds
        case .refused: .fails
        case .incomplete: .undecided
        }
      })
  }
}
