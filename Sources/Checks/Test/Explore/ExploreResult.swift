public import Reports

/// A search: what to print, what to write, and what it comes to.
public struct ExploreResult: Sendable {
  /// What came of it.
  public var report: ExploreReport
  /// The test file with what was found; nil when nothing was.
  public var file: DraftedFile?

  /// Whether the search broke off by itself.
  public var isBroken = false

  /// The exit status.
  public var status: CheckStatus { report.problems.isEmpty ? isBroken ? .undecided : .holds : .fails }
}
