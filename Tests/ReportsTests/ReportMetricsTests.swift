import Findings
import Jobs
import Measuring
import TestSupport
import Testing

@testable import Reports

/// Reports as metrics.
@Suite struct ReportMetricsTests {
  private static let place = SourceSpan(file: "assay.yml", line: 3, column: 5)

  private static var bench: BenchReport {
    let machine = KernelIdentity(name: "debian:6.12", release: "6.12.118", machine: "x86_64", virtual: .emulated)
    func loads(_ arms: [(BenchArm, [Double])]) -> [BenchLoad] {
      [BenchLoad(arms: arms.map { BenchLoad.Arm($0.0, readings: $0.1, counts: []) })]
    }
    var counted = BenchRow(
      input: "net/fw.bpf.c", variant: "v6", program: ProgramIdentity(name: "police", section: "tc"),
      caseName: "tcp \"syn\"",
      kernel: machine)
    let exact = loads([(.twin, [85, 85, 85]), (.control, [85, 85, 85]), (.head, [243, 243, 243])])
    counted.exact = ExactFigures(boots: [exact, exact], isAttached: false)
    var outcome = BenchOutcome(subject: 0)
    outcome.clock = BenchClock(.instructions, frequency: nil)
    outcome.loads = exact
    counted.outcomes = [outcome]
    counted.decision = .regression
    counted.budgets = [
      BudgetedCost(
        budget: CostBudget(.instructions, limit: 150), place: place, figure: Estimate(exactly: 158), decision: .fail)
    ]
    var timed = BenchRow(
      input: "net/fw.bpf.c", program: ProgramIdentity(name: "on_open", section: "kprobe/x"),
      kernel: KernelIdentity(name: "host", release: "6.18.44", machine: "x86_64"))
    let readings = loads([
      (.bare, [1000, 1001, 1002]), (.twin, [1200, 1201, 1202]), (.control, [1200, 1201, 1202]),
      (.head, [1500, 1501, 1502]),
    ])
    let clock = BenchClock(.tsc, frequency: 2.5e9, step: 25)
    timed.costs = CostFigures(readings, isAttached: true, clock: clock, burst: 500)
    outcome.clock = clock
    outcome.loads = readings
    outcome.driver = .openat
    timed.outcomes = [outcome]
    timed.budgets = [
      BudgetedCost(
        budget: CostBudget(.nanoseconds, limit: 500, isForWorstCase: true), place: place,
        figure: Estimate(value: 200, low: 190, high: 210, least: 190, most: 210), decision: .pass),
      BudgetedCost(
        budget: CostBudget(.overhead, limit: 2), place: place, figure: nil,
        decision: .inconclusive(Undecided(.notMeasured, remedies: [.attaching]))),
    ]
    let lost = BenchRow(input: "net/fw.bpf.c", program: ProgramIdentity(name: "never", section: "kprobe/y"))
      .without(.skipped, Reason("it did not run"))
    return BenchReport(assay: "1.0", rows: [counted, timed, lost])
  }

  private static var tests: TestReport {
    func tested(_ name: String, _ result: CaseResult) -> TestedCase {
      var tested = TestedCase(
        file: "fw.test.yml", span: nil, name: name, object: "fw.bpf.c", program: "police", kernel: Rows.kernel)
      tested.result = result
      return tested
    }
    return TestReport(assay: "1.0", cases: [tested("a", .passed), tested("b", .passed), tested("c", .failed)])
  }

  private static var lint: LintReport {
    func found(_ id: String?, _ severity: Severity) -> LintedFinding {
      LintedFinding(
        input: "fw.bpf.c", finding: Finding(id: id, severity: severity, title: "t", claim: .inferred(because: "w")))
    }
    return LintReport(
      assay: "1.0", findings: [found("L101", .warning), found("L101", .warning), found(nil, .error)], inputs: 1,
      programs: 3)
  }

  private static var all: MetricSet {
    var all = MetricSet()
    for (report, name) in [
      (AnyReport.verify(Rows.report), "v.json"), (.bench(bench), "b.json"), (.test(tests), "t.json"),
      (.lint(lint), "ev\nil.json"), (.coverage(HostileReports.coverage("police")), "c.json"),
    ] {
      all.add(report.metrics)
      all.add(report.origin(file: name, written: 1_795_456_800.75))
    }
    return all
  }

  @Test func `reports in Prometheus' format`() {
    #expect(Self.all.duplicates.isEmpty)
    expectGolden(MetricsText(Self.all).render(.prometheus), at: "Tests/ReportsTests/Golden/reports.prom")
  }

  @Test(.requires("promtool")) func `promtool finds nothing to say`() async throws {
    let promtool = try #require(Executables.find("promtool"))
    let text = MetricsText(Self.all).render(.prometheus)
    let result = try await RunningCommand.run(promtool, ["check", "metrics"], input: Array(text.utf8))
    #expect(result.ending == .status(0) && result.output.isEmpty && result.errors.isEmpty, "\(result.errorText)")
  }

  @Test func `units are the last word of a name, and help is one sentence or two`() {
    for metric in Self.all.samples.keys {
      if let unit = metric.unit { #expect(metric.name.hasSuffix("_\(unit.rawValue)")) }
      #expect(metric.help.hasSuffix(".") || metric.help.hasSuffix(")."), "\(metric.help)")
    }
  }
}
