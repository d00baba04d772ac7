public import Gate
public import Reports

/// A gate's run: what to print, what it comes to, and what its baseline would be.
public struct GateResult: Sendable {
  /// What was found.
  public var report: GateReport
  /// What is kept of earlier runs.
  public var baseline: Baseline
  /// What was looked at.
  public var scope: Baseline.Scope

  /// The exit status.
  public var status: CheckStatus { CheckStatus(report.status) }
}

extension CheckStatus {
  /// What a report's status is as an exit status.
  public init(_ status: GateStatus) {
    self =
      switch status {
      case .pass: .holds
      case .fail: .fails
      case .inconclusive: .undecided
      case .invalid: .usage
      }
  }
}
