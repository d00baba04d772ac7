public import Findings
public import Records

/// What the pages of `assay dashboard` are made of. Equal values give equal pages, at whatever time.
public struct Dashboard: Hashable, Sendable {
  /// A program with all that is known of it.
  public struct Entry: Hashable, Sendable {
    /// The program.
    public var program: TrackedProgram
    /// What kernels said last.
    public var verdicts: [RecordedVerdict] = []
    /// Its figures over the runs.
    public var trends: [RecordedTrend] = []
    /// Its budgets, as they were last held against it.
    public var budgets: [RecordedBudget] = []
    /// What its tests came to last.
    public var tests: [RecordedTests] = []
    /// How much of it the cases of the newest run that measured it ran.
    public var coverage: RecordedCoverage?
    /// Where its instructions went last.
    public var sources: [RecordedSource] = []

    /// A program of which nothing is known yet.
    public init(_ program: TrackedProgram) {
      self.program = program
    }
  }
  /// A finding.
  public struct Found: Hashable, Sendable {
    /// The program; without a name where it is about the object.
    public var program: TrackedProgram
    /// The kernel that refused the program; nil for one of a lint rule.
    public var kernel: String?
    /// The finding.
    public var finding: Finding
    /// The place of the first run that had it in the same words; nil where that is not known.
    public var since: Int?

    /// A finding about a program.
    public init(program: TrackedProgram, kernel: String? = nil, finding: Finding, since: Int? = nil) {
      self.program = program
      self.kernel = kernel
      self.finding = finding
      self.since = since
    }
  }
  /// What the pages are headed by.
  public var title: String
  /// Where commits are shown: an address with `{commit}` for the hash; nil for none.
  public var commitAddress: String?
  /// The branch whose runs they are; nil for all runs.
  public var branch: String?
  /// How many runs of other branches are left out.
  public var leftOut: Int
  /// The runs, the oldest first; points of trends have places in it.
  public var runs: [RunHead]
  /// The programs, sorted.
  public var entries: [Entry]
  /// The findings, the gravest first.
  public var findings: [Found]

  /// A dashboard.
  public init(
    title: String, branch: String?, leftOut: Int, runs: [RunHead], entries: [Entry], findings: [Found],
    commitAddress: String? = nil
  ) {
    self.title = title
    self.branch = branch
    self.leftOut = leftOut
    self.runs = runs
    self.entries = entries
    self.findings = findings
    self.commitAddress = commitAddress
  }
}
