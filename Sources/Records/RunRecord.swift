import FoundationEssentials
import Jobs
import Project

/// All that is kept of one run.
public struct RunRecord: Codable, Hashable, Sendable {
  /// Which run it is.
  public var head: RunHead
  /// What was measured and counted; each series once.
  public var figures: [RecordedFigure] = []
  /// What kernels said.
  public var verdicts: [RecordedVerdict] = []
  /// Budgets, and what programs came to against them.
  public var budgets: [RecordedBudget] = []
  /// What tests came to.
  public var tests: [RecordedTests] = []
  /// What lint rules found.
  public var findings: [RecordedFinding] = []
  /// Where instructions went.
  public var sources: [RecordedSource] = []
  /// What ran of programs while their cases did; nil where nobody asked.
  public var coverage: [RecordedCoverage]?
  /// Raw readings; they are not part of what tells a run from another, so that they may be dropped.
  public var readings: [RecordedReadings] = []

  /// A run without results yet.
  public init(_ head: RunHead) {
    self.head = head
  }

  /// What tells the run from all others: SHA-256 of its canonical JSON without the readings, figures
  /// sorted by series.
  public var digest: String {
    get throws {
      var run = self
      run.readings = []
      // Nothing and none are one, and runs of an Assay that did not know of coverage stay what they were.
      if run.coverage?.isEmpty ?? false { run.coverage = nil }
      run.figures.sort { $0.series < $1.series }
      return ContentHasher.digest(of: Array(try CanonicalJSON.encode(run)))
    }
  }
}
