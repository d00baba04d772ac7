import Records
import Findings
import Foundation
import Jobs
import Measuring
import Project
import Reports

/// A run for the history, made of reports.
struct HistoryDraft {
  private(set) var run: RunRecord
  /// The repository's top, which paths are kept from; nil for none.
  private let root: String?
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
      run.budgets += row.budgets.map { budget in
        RecordedBudget(
          program: program, kernel: kernel, testCase: row.caseName, budget: budget.budget,
          place: place("\(budget.place)"), value: budget.figure?.value, state: budget.decision.state)
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
      let program = TrackedProgram(object: place(tested.object), name: tested.program)
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

  /// What rules found.
  mutating func add(_ report: LintReport) {
    guard report.inputs > 0 else { return }
    did(.lint)
    run.findings += report.findings.map { found in
      RecordedFinding(object: place(found.input), variants: found.variants, finding: found.finding)
    }
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

extension BudgetDecision {
  fileprivate var state: RecordedBudget.State {
    switch self {
    case .pass: .pass
    case .fail: .fail
    case .inconclusive: .inconclusive
    }
  }
}
