public import BPFObject
public import Reports
public import VerifierLog

/// What `assay explain` found, and what it comes to.
public struct ExplainResult: Sendable {
  /// A refused log's path, and the program that it is about where an object was given.
  public struct Walk: Sendable {
    /// The path.
    public var trace: Trace
    /// The program.
    public var program: Program?
  }

  /// What to print.
  public var report: ExplainReport
  /// The path of each of the report's logs.
  public var walks: [Walk]

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
