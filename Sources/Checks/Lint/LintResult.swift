import Findings
public import Reports

/// A lint run: what to print and what it comes to.
public struct LintResult: Sendable {
  /// The findings.
  public var report: LintReport
  /// What was looked at, by input.
  var counts: [String: LintCounts]
  /// What asking the kernel, and inputs that could not be used, come to.
  var rest: [CheckStatus]
  /// Findings of at least this severity make the run fail.
  var threshold: Severity

  /// The exit status.
  public var status: CheckStatus {
    let fails = report.findings.contains { $0.finding.severity >= threshold }
    return .combined(rest + (fails ? [.fails] : []))
  }
}
