public import Jobs

/// A verify run: what to print and what it comes to.
public struct VerifyResult: Sendable {
  /// The rows.
  public var report: VerifyReport
  /// Inputs named on the command line that could not be used at all.
  public var unusableInputs: Int

  /// Kernels that do not count, by name.
  public var optionalKernels: Set<String>

  /// A result.
  public init(report: VerifyReport, unusableInputs: Int = 0, optionalKernels: Set<String> = []) {
    self.report = report
    self.unusableInputs = unusableInputs
    self.optionalKernels = optionalKernels
  }

  /// The exit status.
  public var status: CheckStatus {
    let counting = report.rows.filter { row in row.kernel.map { !optionalKernels.contains($0.name) } ?? true }
    let verdicts = counting.map { $0.outcome.verdict.status }
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
