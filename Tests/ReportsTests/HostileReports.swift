import Findings
import Gate
import Jobs
import Measuring
import Project
import Records

@testable import Reports

/// Reports of which every text is one name.
enum HostileReports {
  /// Names that would end a quote, an element, a table, a line, a list or a comment, recolour a terminal, call somebody or be a
  /// command.
  static let names = [
    "a\"b'c", "x</testcase><script>alert(1)</script>", "l1\nl2\r\n", "\u{1B}[31mred\u{1B}[0m", "|`*_[x](y)", "a|b`c`d|",
    "`x|y`", "````", "::ffff:10.0.0.1 ::group::x",
    "&amp;#", "::error::x%0A", "##[error]x", "\u{202E}abc", "\u{1}\u{7F}\u{0}", "{\"a\":1}", "<!-- assay gate -->",
    "@everyone", "- item", "1. item", "# head", "> said", "===", "a,b;c\td", "]]>", "%s%n\\", "{{ $value }}",
    "'; drop --",
    "é\u{301}漢\u{FFFD}", "../../etc/passwd", "javascript:alert(1)", "```", "~~~", "<details>", "$(touch x)`touch y`",
  ]

  private static func span(_ name: String) -> SourceSpan { SourceSpan(file: name, line: 3, column: 5) }

  private static func kernel(_ name: String) -> KernelIdentity {
    KernelIdentity(name: name, release: name, machine: "x86_64")
  }

  static func finding(_ name: String) -> Finding {
    Finding(
      id: "A1201", severity: .error, title: name, program: name,
      primary: LabelledSpan(span(name), label: name, text: name),
      related: [LabelledSpan(SourceSpan(file: name, line: 2), label: name, text: name)], notes: [name], fix: name,
      claim: .observed(kernel: name))
  }

  private static func context(_ name: String) -> FindingContext {
    FindingContext(programType: name, kernel: name, messages: [name])
  }

  static func verify(_ name: String) -> VerifyReport {
    let identity = ProgramIdentity(name: name, section: name, type: name)
    var refused = ProgramOutcome(
      program: identity, verdict: .rejected, reason: Reason(name, advice: name, evidence: [name]))
    refused.figures.verifiedInstructions = 7
    let row = VerifyRow(input: name, variant: name, kernel: kernel(name), outcome: refused, finding: finding(name))
    let other = VerifyRow(
      input: name, variant: name, kernel: kernel("host"), outcome: ProgramOutcome(program: identity, verdict: .accepted)
    )
    return VerifyReport(assay: "0.1.0", rows: [row, other], notes: [name])
  }

  static func lint(_ name: String) -> LintReport {
    let linted = LintedFinding(input: name, variants: [name], finding: finding(name), context: context(name))
    return LintReport(assay: "0.1.0", findings: [linted], inputs: 1, programs: 1, notes: [name])
  }

  static func explain(_ name: String) -> ExplainReport {
    var log = ExplainedLog(input: name, program: name, verdict: .refused, context: context(name))
    log.finding = finding(name)
    return ExplainReport(assay: "0.1.0", logs: [log], notes: [name])
  }

  static func test(_ name: String) -> TestReport {
    var failed = TestedCase(
      file: name, span: span(name), name: name, object: name, program: name, kernel: kernel(name))
    failed.result = .failed
    failed.reason = Reason(name, advice: name, evidence: [name])
    failed.differences = [CaseDifference(.return, path: name, expected: name, actual: name, span: span(name))]
    failed.evidence = [CaseEvidence(title: name, lines: [name])]
    failed.trace = [name]
    failed.notes = [name]
    var (skipped, absent, passed) = (failed, failed, failed)
    (skipped.result, absent.result, passed.result) = (.skipped, .environment, .passed)
    return TestReport(assay: "0.1.0", cases: [failed, skipped, absent, passed], notes: [name])
  }

  static func coverage(_ name: String) -> CoverageReport {
    let branch = CoveredBranch(
      program: name, instruction: 3, text: name,
      ways: [
        .init(isTaken: false, state: .covered, cases: 1, needs: name),
        .init(isTaken: true, state: .missed, cases: 0, needs: name),
      ])
    let line = CoveredLine(
      line: 3, text: name, state: .partial, hasUnreached: true, cases: [name], branches: [branch],
      programs: [CoveredLine.Part(program: name, state: .partial, cases: 1)])
    let program = ProgramCoverage(
      name: name, blocks: CoverageCount(covered: 1, total: 2), branches: CoverageCount(covered: 1, total: 2),
      lines: CoverageCount(covered: 1, total: 1), unreachedBlocks: 1, unmarked: 0, notes: [name])
    let file = CoveredFile(
      path: name, functions: [CoveredFunction(name: name, line: 3, cases: 1)], lines: [line])
    return CoverageReport(
      assay: "0.1.0", objects: [CoveredObject(path: name, variant: name, programs: [program], files: [file])])
  }

  static func gate(_ name: String) -> GateReport {
    var row = verify(name).rows[0]
    row.finding?.related = []
    var tested = test(name).cases[0]
    tested.reason = nil
    var linted = lint(name).findings[0]
    linted.finding.related = []
    var key = FigureKey(object: "")
    key.compiler = name
    let subject = FigureSubject(
      input: name, variant: name, program: name, kernel: name, testCase: name, metric: .instructions)
    let figure = GateFigure(
      subject: subject, value: 9, key: key, isKept: true,
      comparison: FigureComparison(before: 7, source: .baseline, allowed: 7, .regression),
      budget: BudgetedFigure(limit: 8, place: span(name), holds: false))
    var other = figure
    other.subject.metric = .states
    other.comparison = FigureComparison(
      before: 7, source: .baseline, .otherConditions([.init(part: .compiler, before: name, after: "z")]))
    var problems: [GateProblem] = [
      GateProblem(row, .failure), GateProblem(tested, .failure), GateProblem(linted, .warning),
    ]
    problems += GateProblem.figures([figure, other], inputs: [:], budgets: .failure, growth: .failure)
    problems.append(GateProblem(.invalid, nil, name, details: [name], advice: name, place: span(name)))
    problems.append(GateProblem(.notice, .growth, name))
    var report = GateReport(
      assay: "0.1.0", problems: problems, figures: [figure, other],
      verify: VerifyReport(assay: "0.1.0", rows: [row], notes: [name]),
      lint: LintReport(assay: "0.1.0", findings: [linted], inputs: 1, programs: 1, notes: [name]),
      tests: TestReport(assay: "0.1.0", cases: [tested], notes: [name]), coverage: coverage(name), notes: [name])
    report.tests.everyTask = [name, name]
    report.commit = GateCommit(hash: name, branch: name)
    report.base = name
    return report
  }

  static func bench(_ name: String) -> BenchReport {
    var row = BenchRow(
      input: name, program: ProgramIdentity(name: name, section: name, type: name), kernel: kernel(name))
    row.variant = name
    let loads = [
      BenchLoad(arms: [(BenchArm.twin, 85.0), (.head, 243)].map { .init($0.0, readings: [$0.1, $0.1, $0.1]) })
    ]
    var outcome = BenchOutcome(subject: 0)
    outcome.burst = 500
    outcome.loads = loads
    outcome.clock = BenchClock(.instructions, frequency: nil)
    outcome.untraced = Reason(name, advice: name)
    row.outcomes = [outcome]
    row.exact = ExactFigures(boots: [loads, loads], isAttached: false)
    row.lines = LineCosts(
      lines: [
        .init(
          file: name, line: 4, text: name, instructions: 9, runs: 1,
          calls: [.init(name: name, instructions: 7, runs: 1)])
      ], entry: 1, empty: 1, beside: 1)
    let failed = BenchRow(
      input: name, program: ProgramIdentity(name: name, section: name), kernel: kernel(name)
    ).without(.skipped, Reason(name, advice: name))
    return BenchReport(assay: "0.1.0", rows: [row, failed], notes: [name])
  }

  static func run(_ name: String) -> RunRecord {
    let program = TrackedProgram(object: name, variant: name, name: name)
    var head = RunHead(
      time: 1_790_000_000, assay: "0.1.0",
      host: RecordedHost(processor: name, cores: 2, release: name, machine: name), stages: [.verify, .bench])
    (head.commit, head.parent, head.subject, head.branch, head.link) = (name, name, name, name, name)
    var run = RunRecord(head)
    run.figures = [RecordedFigure(series(name), value: 1, low: 1, high: 1, key: nil)]
    run.verdicts = [
      RecordedVerdict(
        program: program, section: name, type: name, kernel: kernel(name), verdict: .rejected, reason: name,
        finding: finding(name))
    ]
    run.findings = [RecordedFinding(object: name, variants: [name], finding: finding(name))]
    run.coverage = [covered(name)]
    return run
  }

  private static func covered(_ name: String) -> RecordedCoverage {
    RecordedCoverage(
      program: TrackedProgram(object: name, variant: name, name: name),
      branches: CoverageCount(covered: 1, total: 2), lines: CoverageCount(covered: 1, total: 1),
      source: [.init(file: name, line: 1, text: name, state: .partial, cases: 1, missing: [name])])
  }

  private static func series(_ name: String) -> FigureSeries {
    FigureSeries(
      program: TrackedProgram(object: name, variant: name, name: name), kernel: name, testCase: name, driver: name,
      metric: .body, unit: .instructions)
  }

  static func trend(_ name: String) -> TrendReport {
    let points = (0..<4).map { RecordedPoint(run: $0, value: $0 < 2 ? 1 : 2, low: 1, high: 2, conditions: nil) }
    return TrendReport(
      assay: "0.1.0", branch: name, leftOut: 1, runs: Array(repeating: run(name).head, count: 4),
      trends: [RecordedTrend(series(name), points: points, conditions: [:])])
  }

  static func bisect(_ name: String) -> BisectReport {
    var probe = BisectReport.Probe(commit: name, subject: name, time: 1_790_000_000)
    probe.value = 7
    var failed = probe
    failed.value = nil
    failed.reason = name
    return BisectReport(assay: "0.1.0", series: series(name), probes: [probe, failed], suspects: [name])
  }

  static func dashboard(_ name: String) -> Dashboard {
    let run = run(name)
    let program = TrackedProgram(object: name, variant: name, name: name)
    var entry = Dashboard.Entry(program)
    entry.verdicts = run.verdicts
    entry.trends = trend(name).trends
    entry.budgets = [
      RecordedBudget(
        program: program, kernel: name, what: name, limit: 6, unit: .instructions, place: name, value: 7, state: .fail)
    ]
    var tests = RecordedTests(program: program, kernel: name)
    tests.failures = [RecordedTests.Failure(name: name, reason: name)]
    entry.tests = [tests]
    entry.coverage = covered(name)
    entry.sources = [
      RecordedSource(
        program: program, kernel: name,
        lines: [RecordedSource.Line(file: name, line: 1, text: name, instructions: 9, runs: 1, calls: [name])])
    ]
    return Dashboard(
      title: name, branch: name, leftOut: 2, runs: Array(repeating: run.head, count: 4), entries: [entry],
      findings: [Dashboard.Found(program: program, kernel: name, finding: finding(name), since: 3)],
      commitAddress: "https://example.org/{commit}")
  }

  static func loaded(_ name: String) -> LoadedPrograms {
    var program = LoadedProgram(id: 12, name: name, type: name, tag: name)
    program.runs = 4
    return LoadedPrograms(programs: [program])
  }
}
