public import Jobs

/// A verify run: what to print and what it comes to.
public struct VerifyResult: Sendable {
  /// The rows.
  public var report: VerifyReport
  /// Inputs named on the command line that could not be used at all.
  public var unusableInputs: Int

  /// A result.
  public init(report: VerifyReport, unusableInputs: Int = 0) {
    self.report = report
    self.unusableInputs = unusableInputs
  }

  /// The exit status.
  public var status: CheckStatus {
    let verdicts = report.rows.map { $0.outcome.verdict.status }
    return .combined(verdicts + (unusableInputs > 0 ? [.usage] : []))
  }
}

extension Verdict {
  /// What one row's verdict comes to.
  var status: CheckStatus {
    switch self {
    case .accepted, .skipped: .holds
    case .rejected, .attach, .loader: .fails
    case .environment: .undecided
    }
  }
}
