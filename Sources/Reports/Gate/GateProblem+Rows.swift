import Findings
public import Jobs
import Measuring
public import Project

extension GateProblem {
  /// A case that failed, or that could not be run.
  public init(_ tested: TestedCase, _ weight: Weight) {
    let words = tested.result == .failed ? "fails" : "could not be run"
    self.init(
      weight, .tests,
      "\(tested.program.isEmpty ? "" : "\(tested.program): ")case '\(tested.name)' \(words): \(tested.headline)",
      details: Array(tested.account.dropFirst(tested.reason == nil ? 1 : 2).prefix(4)), advice: tested.reason?.advice,
      place: tested.differences.first?.span ?? tested.span, input: tested.object,
      program: tested.program.isEmpty ? nil : tested.program, kernels: tested.kernel.map { [$0.name] } ?? [],
      testCase: tested.name, id: tested.reason?.id)
  }

  /// A finding of a rule.
  public init(_ found: LintedFinding, _ weight: Weight) {
    self.init(
      weight, .lint, found.finding.title, details: found.finding.notes, advice: found.finding.fix,
      place: found.finding.primary.flatMap { $0.span.file.isEmpty ? nil : $0.span }, input: found.input,
      program: found.finding.program, id: found.finding.id)
  }

  /// A program that was not accepted.
  public init(_ row: VerifyRow, _ weight: Weight) {
    let outcome = row.outcome
    let name = outcome.program.name.isEmpty ? row.input : outcome.program.name
    let verdict =
      switch outcome.verdict {
      case .accepted: "is accepted"
      case .rejected: "is rejected"
      case .attach: "cannot be attached"
      case .loader: outcome.program.name.isEmpty ? "cannot be loaded" : "is refused by the loader"
      case .environment: "could not be loaded here"
      case .skipped: "was skipped"
      }
    let title = row.finding?.title ?? outcome.reason?.summary ?? outcome.verdict.rawValue
    self.init(
      weight, .load, "\(name) \(verdict): \(title)", details: [],
      advice: row.finding?.fix ?? outcome.reason?.advice,
      place: row.finding?.primary.flatMap { $0.span.file.isEmpty ? nil : $0.span }, input: row.input,
      variants: row.variant.map { [$0] } ?? [],
      program: outcome.program.name.isEmpty ? nil : outcome.program.name, kernels: row.kernel.map { [$0.name] } ?? [],
      id: row.finding?.id ?? outcome.reason?.id)
  }

  /// A program without the cost that it was to have.
  public init(_ row: BenchRow, _ weight: Weight, _ part: GatePart) {
    self.init(
      weight, part,
      "\(row.program.name.isEmpty ? row.input : row.program.name) could not be measured: \(row.reason?.summary ?? "")",
      advice: row.reason?.advice, input: row.input, variants: row.variant.map { [$0] } ?? [],
      program: row.program.name.isEmpty ? nil : row.program.name, kernels: row.kernel.map { [$0.name] } ?? [],
      testCase: row.caseName)
  }

  /// That a program takes more time than in the base commit, or that this could not be decided; nil where it takes no more, and
  /// where nothing was compared.
  public init?(changeOf row: BenchRow, _ weight: Weight, undecided: Weight) {
    let title = "\(row.program.name) takes more time than in the base commit"
    switch row.decision {
    case .regression:
      self.init(row, weight, .growth)
      self.title = title
    case .inconclusive(let why):
      self.init(row, undecided, .growth)
      self.title = "whether \(title) is not decided: \(why.words)"
    case .noRegression, nil: return nil
    }
  }

  /// A budget of time, cycles or overhead that a program exceeds, or that could not be decided.
  public init(_ budget: BudgetedCost, of row: BenchRow, _ weight: Weight) {
    let name = row.program.name + (row.caseName.map { " (\($0))" } ?? "")
    self.init(
      weight, .budgets, BudgetCells.sentence(budget, of: name), place: budget.place,
      input: row.input, variants: row.variant.map { [$0] } ?? [], program: row.program.name,
      kernels: row.kernel.map { [$0.name] } ?? [],
      testCase: row.caseName)
  }
}
