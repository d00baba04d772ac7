public import Jobs
public import Measuring

/// A program in one case on one kernel, and what it costs there.
public struct BenchRow: Codable, Hashable, Sendable {
  /// The object, or the C that it was compiled from, as the user named it or as it was found.
  public var input: String
  /// The variant of the project that it was built as.
  public var variant: String?
  /// The program.
  public var program: ProgramIdentity
  /// The case of its test file; nil where an input was made up, and for attached programs.
  public var caseName: String?
  /// Of how many cases of the program this one costs most; nil for the others, and where there are no others.
  public var costliestOf: Int?
  /// The kernel; nil when none was asked.
  public var kernel: KernelIdentity?
  /// What was read, one outcome a boot: two of a machine that counts instructions, else one.
  public var outcomes: [BenchOutcome]
  /// The cost in instructions, where the machine counts them.
  public var exact: ExactFigures?
  /// Whether the program draws random numbers, so that its runs go different ways on equal input; nil where only time was
  /// taken.
  public var drawsRandomNumbers: Bool?
  /// The cost in the clock's units, where time was taken.
  public var costs: CostFigures?
  /// What further counters counted, where time was taken.
  public var counts: [BenchCount]
  /// Where the instructions of the body go, where a run was stepped through.
  public var lines: LineCosts?
  /// Where those of what it is compared with go; nil without a base.
  public var baseLines: LineCosts?
  /// The program's instructions with what each took, where that was asked for.
  public var listing: [CostedInstruction]?
  /// What the change against what it is compared with comes to; nil where it is not compared.
  public var decision: ChangeDecision?
  /// What the figures depend on; nil where there are none.
  public var key: FigureKey?
  /// What it comes to against an earlier run; nil where it is not compared with one.
  public var earlier: BaselineChange?
  /// The budgets that hold for it, and what it comes to against them.
  public var budgets: [BudgetedCost]
  /// Why there are no figures.
  public var reason: Reason?
  /// What kind of reason it is.
  public var verdict: Verdict?

  /// A row without figures yet.
  public init(
    input: String, variant: String? = nil, program: ProgramIdentity, caseName: String? = nil,
    kernel: KernelIdentity? = nil
  ) {
    self.input = input
    self.variant = variant
    self.program = program
    self.caseName = caseName
    self.kernel = kernel
    outcomes = []
    counts = []
    budgets = []
  }

  /// Whether the program was measured attached.
  public var isAttached: Bool { outcomes.first?.isAttached ?? false }

  /// What was measured, by what stays the same from run to run: the file's name, not where it lies.
  public var subject: [String] {
    let file = input.split(separator: "/").last.map(String.init) ?? input
    return [file, variant ?? "", program.name, caseName ?? "", kernel?.name ?? ""]
  }

  /// The row with the reason why it has no figures.
  public func without(_ verdict: Verdict, _ reason: Reason) -> BenchRow {
    var row = self
    row.verdict = verdict
    row.reason = reason
    return row
  }
}
