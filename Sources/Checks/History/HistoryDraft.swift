import Records
import Findings
import Foundation
import Gate
import Jobs
import Measuring
import Project
import Reports

/// A run for the history, made of reports.
struct HistoryDraft {
  private(set) var run: RunRecord
  /// The repository's top, which paths are kept from; nil for none.
  private let root: String?
  /// Objects and variants by the one word that cases name both in.
  private var inputs: [String: (input: String, variant: String?)] = [:]
  /// Figures that were there already: of a program that two reports tell of, the first one's are kept.
  private var known = Set<FigureSeries>()

  init(_ head: RunHead, root: String?) {
    run = RunRecord(head)
    self.root = root.map { $0.hasSuffix("/") ? $0 : $0 + "/" }
  }

  private mutating func did(_ stage: RecordedStage) {
    if !run.head.stages.contains(stage) { run.head.stages.append(stage) }
  }

  /// What kernels said, and what loads cost.
  mutating func add(_ report: VerifyReport) {
    did(.verify)
    for row in report.rows {
      let identity = row.outcome.program
      let program = program(row.input, row.variant, identity)
      if let variant = row.variant { inputs["\(row.input) (\(variant))"] = (row.input, variant) }
      run.verdicts.append(
        RecordedVerdict(
          program: program, section: identity.section, type: identity.type, kernel: row.kernel,
          verdict: row.outcome.verdict, reason: row.outcome.reason?.summary, finding: row.finding))
      guard let kernel = row.kernel else { continue }
      var key = FigureKey(object: "")
      key.kernel = kernel.release
      let figures = row.outcome.figures
      let counts: [(FigureMetric, FigureUnit, Int?)] = [
        (.verifiedInstructions, .instructions, figures.verifiedInstructions),
        (.totalStates, .states, figures.totalStates), (.peakStates, .states, figures.peakStates),
        (.programInstructions, .instructions, figures.programInstructions),
        (.jitedBytes, .bytes, figures.jitedBytes), (.stackBytes, .bytes, figures.worstStack?.bytes),
      ]
      for case (let metric, let unit, let count?) in counts {
        let series = FigureSeries(program: program, kernel: kernel.name, metric: metric, unit: unit)
        keep(RecordedFigure(series, exactly: count, key: key))
      }
    }
  }

  /// What runs cost.
  mutating func add(_ report: BenchReport) {
    did(.bench)
    for row in report.rows {
      let program = program(row.input, row.variant, row.program)
      let kernel = row.kernel?.name ?? "host"
      let driver = row.driverWords
      func series(_ metric: FigureMetric, _ unit: FigureUnit) -> FigureSeries {
        FigureSeries(
          program: program, kernel: kernel, testCase: row.caseName, driver: driver, metric: metric, unit: unit)
      }
      for figure in row.figures {
        let estimate = figure.estimate
        keep(
          RecordedFigure(
            series(figure.part.metric, figure.unit.kept), value: estimate.value, low: estimate.low,
            high: estimate.high, key: row.key))
      }
      if let overhead = row.costs?.overhead {
        keep(
          RecordedFigure(
            series(.overhead, .percent), value: overhead.value, low: overhead.low, high: overhead.high, key: row.key))
      }
      for budget in row.budgets {
        keep(
          RecordedBudget(
            program: program, kernel: kernel, testCase: row.caseName, what: budget.budget.what,
            limit: budget.budget.limit, unit: budget.budget.unit, place: place("\(budget.place)"),
            value: budget.figure?.value, state: budget.decision.state))
      }
      if let lines = row.lines?.lines, row.caseName == nil || row.costliestOf != nil || !report.hasCostliest(row) {
        run.sources.append(
          RecordedSource(
            program: program, kernel: kernel, testCase: row.caseName,
            lines: lines.map { line in
              RecordedSource.Line(
                file: place(line.file), line: line.line, text: line.text, instructions: line.instructions,
                runs: line.runs, calls: line.calls.map(\.name))
            }))
      }
      if row.exact == nil, let outcome = row.outcomes.first, let clock = outcome.clock, !outcome.loads.isEmpty {
        run.readings.append(
          RecordedReadings(
            program: program, kernel: kernel, testCase: row.caseName, driver: driver, clock: clock,
            loads: outcome.loads))
      }
    }
  }

  /// What tests came to.
  mutating func add(_ report: TestReport) {
    guard !report.cases.isEmpty else { return }
    did(.test)
    var places: [RecordedTests.Place: Int] = [:]
    for tested in report.cases {
      let (input, variant) = inputs[tested.object] ?? (tested.object, nil)
      let program = TrackedProgram(object: place(input), variant: variant, name: tested.program)
      let spot = RecordedTests.Place(program: program, kernel: tested.kernel?.name)
      let index = places[spot] ?? run.tests.count
      if index == run.tests.count { run.tests.append(RecordedTests(program: program, kernel: spot.kernel)) }
      places[spot] = index
      switch tested.result {
      case .passed: run.tests[index].passed += 1
      case .skipped: run.tests[index].skipped += 1
      case .environment: run.tests[index].undecided += 1
      case .failed:
        let difference = tested.differences.first.map { difference in
          let what = difference.path.isEmpty ? difference.subject.rawValue : difference.path
          return "\(what): expected \(difference.expected), found \(difference.actual)"
        }
        run.tests[index].failures.append(
          RecordedTests.Failure(name: tested.name, reason: difference ?? tested.reason?.summary ?? ""))
      }
    }
  }

  /// What ran of programs. That no case takes a way of a branch is a figure: it has a trend.
  mutating func add(_ report: CoverageReport) {
    guard !report.objects.isEmpty else { return }
    did(.test)
    var coverage = run.coverage ?? []
    for object in report.objects {
      for covered in object.programs {
        let program = TrackedProgram(object: place(object.path), variant: object.variant, name: covered.name)
        // Of a program that two reports tell of, the first one's is kept.
        guard !coverage.contains(where: { $0.program == program }) else { continue }
        coverage.append(
          RecordedCoverage(
            program: program, branches: covered.branches, lines: covered.lines,
            source: object.files.flatMap { file in
              file.lines.compactMap { RecordedCoverage.Line($0, of: covered.name, in: place(file.path)) }
            }))
        let series = FigureSeries(
          program: program, kernel: FigureSubject.anyKernel, metric: .untakenBranches, unit: .count)
        keep(RecordedFigure(series, exactly: covered.branches.total - covered.branches.covered))
      }
    }
    run.coverage = coverage
  }

  /// What rules found.
  mutating func add(_ report: LintReport) {
    guard report.inputs > 0 else { return }
    did(.lint)
    run.findings += report.findings.map { found in
      RecordedFinding(object: place(found.input), variants: found.variants, finding: found.finding)
    }
  }

  /// All that a gate did, and the budgets that it holds.
  mutating func add(_ report: GateReport) {
    add(report.verify)
    add(report.lint)
    add(report.tests)
    if let coverage = report.coverage { add(coverage) }
    if let exact = report.exact { add(exact) }
    if let native = report.native { add(native) }
    for figure in report.figures {
      guard let budget = figure.budget else { continue }
      let (subject, metric) = (figure.subject, figure.subject.metric)
      keep(
        RecordedBudget(
          program: TrackedProgram(object: place(subject.input), variant: subject.variant, name: subject.program),
          kernel: subject.kernel, testCase: subject.testCase, what: metric.what, metric: metric.kept,
          limit: Double(budget.limit), unit: metric.unit, place: place("\(budget.place)"),
          value: figure.value.map(Double.init), state: budget.holds.map { $0 ? .pass : .fail } ?? .inconclusive))
    }
  }

  /// A budget, where it is not told already by another part of the same report.
  private mutating func keep(_ budget: RecordedBudget) {
    let isKnown = run.budgets.contains { known in
      known.program == budget.program && known.kernel == budget.kernel && known.testCase == budget.testCase
        && known.what == budget.what
    }
    if !isKnown { run.budgets.append(budget) }
  }

  private mutating func keep(_ figure: RecordedFigure) {
    if known.insert(figure.series).inserted { run.figures.append(figure) }
  }

  private func program(_ input: String, _ variant: String?, _ identity: ProgramIdentity) -> TrackedProgram {
    TrackedProgram(object: place(input), variant: variant, name: identity.name)
  }

  /// A path from the repository's top, so that it is the same in every checkout.
  private func place(_ path: String) -> String {
    guard let root else { return path }
    let whole = URL(fileURLWithPath: path).standardizedFileURL.path
    return whole.hasPrefix(root) ? String(whole.dropFirst(root.count)) : path
  }
}

extension RecordedCoverage.Line {
  /// What became of a line in one of the programs that it is part of; nil for other programs.
  fileprivate init?(_ line: CoveredLine, of program: String, in file: String) {
    guard let part = line.programs.first(where: { $0.program == program }) else { return nil }
    self.init(
      file: file, line: line.line, text: line.text, state: part.state, cases: part.cases,
      missing: line.missing(of: program))
  }
}

extension RecordedTests {
  fileprivate struct Place: Hashable {
    var program: TrackedProgram
    var kernel: String?
  }
}

extension BenchReport {
  /// Whether another case of the row's program is its costliest.
  fileprivate func hasCostliest(_ row: BenchRow) -> Bool {
    rows.contains { $0.costliestOf != nil && $0.subject.dropLast(2) == row.subject.dropLast(2) }
  }
}

extension BenchFigure.Part {
  fileprivate var metric: FigureMetric {
    switch self {
    case .hook: .hook
    case .body: .body
    case .total: .total
    }
  }
}

extension BenchFigure.Unit {
  fileprivate var kept: FigureUnit {
    switch self {
    case .nanoseconds: .nanoseconds
    case .cycles: .cycles
    case .instructions: .instructions
    }
  }
}

extension CostBudget {
  /// What is limited, in words.
  fileprivate var what: String {
    (kind == .overhead ? "percent of what drives it" : "\(unit.rawValue) of a run")
      + (isForWorstCase ? ", costliest case" : "")
  }

  fileprivate var unit: FigureUnit {
    switch kind {
    case .cycles: .cycles
    case .nanoseconds: .nanoseconds
    case .instructions: .instructions
    case .overhead: .percent
    }
  }
}

extension GateMetric {
  /// What is limited, in words; those of a run as `CostBudget` has them.
  fileprivate var what: String {
    switch self {
    case .verified: "verified instructions"
    case .states: "states of the verifier"
    case .stack: "bytes of stack"
    case .jited: "bytes of machine code"
    case .maps: "maps"
    case .mapMemory: "bytes of maps"
    case .instructions: "instructions of a run"
    }
  }

  fileprivate var kept: FigureMetric? {
    switch self {
    case .verified: .verifiedInstructions
    case .states: .totalStates
    case .stack: .stackBytes
    case .jited: .jitedBytes
    case .maps, .mapMemory, .instructions: nil
    }
  }

  fileprivate var unit: FigureUnit {
    switch self {
    case .verified, .instructions: .instructions
    case .states: .states
    case .stack, .jited, .mapMemory: .bytes
    case .maps: .count
    }
  }
}

extension BudgetDecision {
  fileprivate var state: RecordedBudget.State {
    switch self {
    case .pass: .pass
    case .fail: .fail
    case .inconclusive: .inconclusive
    }
  }
}
