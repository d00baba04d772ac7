public import Gate
public import Jobs

/// What `assay gate` found: what it prints in every format, and what merge, baseline, history and dashboard read.
/// `docs/gate-report.schema.json` describes it.
public struct GateReport: Codable, Hashable, Sendable {
  /// The version of this shape, raised when a field changes meaning or goes.
  public static let currentFormat = 1

  /// The format's version.
  public var format: Int
  /// Assay's version.
  public var assay: String
  /// When the run began, in seconds since 1970; nil where reports are to be compared.
  public var started: Int?
  /// The commit that was looked at; nil outside of a repository.
  public var commit: GateCommit?
  /// What it was compared with beside the baseline, as the user named it; nil where nothing was.
  public var base: String?
  /// Which share of the inputs it is; nil for all of them.
  public var shard: GateShard?
  /// What it comes to.
  public var status: GateStatus
  /// All that is to be told: what decides the status first.
  public var problems: [GateProblem]
  /// The figures, each with what it comes to against its baseline and its budget.
  public var figures: [GateFigure]
  /// What the kernels said of the programs.
  public var verify: VerifyReport
  /// What rules found in them.
  public var lint: LintReport
  /// What became of the cases of test files.
  public var tests: TestReport
  /// What ran of the programs while the cases did; nil where nobody asked.
  public var coverage: CoverageReport?
  /// What was measured in virtual machines; nil where nothing was to be.
  public var exact: BenchReport?
  /// What was measured on this machine; nil where nothing was to be.
  public var native: BenchReport?
  /// Kernels whose rows do not count, by name.
  public var optionalKernels: [String]
  /// Inputs that are the same, byte for byte, as in the base commit, and were left out.
  public var unchanged: [String]
  /// Jobs that kernels did, and jobs whose answers were known from an earlier run.
  public var work: GateWork
  /// Seconds that all of it took; nil where reports are to be compared.
  public var seconds: Double?
  /// What happened to the run as a whole, one sentence each.
  public var notes: [String]

  /// A report; its status is what its problems come to.
  public init(
    assay: String, problems: [GateProblem], figures: [GateFigure], verify: VerifyReport, lint: LintReport,
    tests: TestReport, coverage: CoverageReport? = nil, exact: BenchReport? = nil, native: BenchReport? = nil,
    notes: [String] = []
  ) {
    format = Self.currentFormat
    self.assay = assay
    self.problems = problems.enumerated().sorted { left, right in
      (left.element.rank + [left.offset]).lexicographicallyPrecedes(right.element.rank + [right.offset])
    }.map(\.element)
    status = Self.status(problems)
    self.figures = figures.sorted { $0.subject < $1.subject }
    self.verify = verify
    self.lint = lint
    self.tests = tests
    self.coverage = coverage
    self.exact = exact
    self.native = native
    self.notes = notes
    optionalKernels = []
    unchanged = []
    work = GateWork(done: 0, known: 0)
  }

  /// What problems come to: wrong input before failure before the undecided before success.
  static func status(_ problems: [GateProblem]) -> GateStatus {
    let weights = Set(problems.map(\.weight))
    if weights.contains(.invalid) { return .invalid }
    if weights.contains(.failure) { return .fail }
    return weights.contains(.inconclusive) ? .inconclusive : .pass
  }
}
