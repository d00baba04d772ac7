import Findings
import Jobs
import Measuring
import TestSupport
import Testing

@testable import Reports

/// What `assay bench` prints.
@Suite struct BenchReportTests {
  private static let counted = KernelIdentity(
    name: "debian:6.12", release: "6.12.118", machine: "x86_64", virtual: .emulated)
  private static let host = KernelIdentity(name: "host", release: "6.18.44", machine: "x86_64")

  private static func load(_ readings: [(BenchArm, [Double])], run time: [Double] = []) -> BenchLoad {
    BenchLoad(
      arms: readings.enumerated().map { index, arm in
        let counts = time.indices.contains(index) ? [arm.1.map { _ in time[index] }] : []
        return .init(arm.0, readings: arm.1, counts: counts)
      })
  }

  private static func row(
    _ section: String, _ name: String, on kernel: KernelIdentity, _ loads: [BenchLoad], driver: BenchDriver? = nil
  ) -> BenchRow {
    var row = BenchRow(
      input: "net/probe.bpf.c", program: ProgramIdentity(name: name, section: section), kernel: kernel)
    var outcome = BenchOutcome(subject: 0)
    outcome.driver = driver
    outcome.burst = 500
    outcome.loads = loads
    if kernel.virtual != nil {
      outcome.clock = BenchClock(.instructions, frequency: nil)
      row.exact = ExactFigures(boots: [loads, loads], isAttached: driver != nil)
      row.decision = row.exact.flatMap { $0.change == nil ? nil : ExactGate().decide($0) }
    } else {
      let clock = BenchClock(.tsc, frequency: 2.5e9, step: 25)
      outcome.clock = clock
      row.costs = CostFigures(loads, isAttached: driver != nil, clock: clock, burst: 500)
    }
    row.outcomes = [outcome]
    return row
  }

  private static var exact: BenchReport {
    let steady = load([
      (.bare, [338, 338, 338]), (.twin, [756, 756, 756]), (.control, [756, 756, 756]), (.base, [900, 900, 900]),
      (.head, [1000, 1000, 3470]),
    ])
    let unsteady = load(
      [
        (.bare, [60_000, 60_010, 60_020]), (.twin, [60_357, 60_366, 60_380]), (.control, [60_357, 60_367, 60_377]),
        (.head, [61_000, 61_011, 61_022]),
      ], run: [0, 46, 46, 703])
    let lost = load(
      [
        (.bare, [300_000, 310_010, 320_020]), (.twin, [301_000, 330_000, 319_000]),
        (.control, [302_000, 330_000, 319_500]), (.head, [303_000, 331_000, 320_500]),
      ], run: [0, 46, 46, 627])
    let plain = load([
      (.twin, [85, 85, 85]), (.control, [85, 85, 85]), (.base, [250, 250, 250]), (.head, [243, 243, 243]),
    ])
    var failed = BenchRow(
      input: "net/probe.bpf.c", program: ProgramIdentity(name: "never", section: "kprobe/do_sys_open"), kernel: counted)
    failed = failed.without(
      .skipped,
      Reason(
        "program never did not run: driver openat does not do what it is attached to", advice: "Name another driver."))
    return BenchReport(
      assay: "1.0",
      rows: [
        row("tracepoint/syscalls/sys_enter_openat", "on_openat", on: counted, [steady], driver: .openat),
        row("kprobe/tcp_v4_connect", "on_connect", on: counted, [unsteady], driver: .connect),
        row("tracepoint/sched/sched_process_exec", "on_exec", on: counted, [lost], driver: .exec),
        row("tc", "police", on: counted, [plain]), failed,
      ], notes: ["debian:6.12: the first boot failed and was repeated"])
  }

  /// The report with the costs of two programs told by line, and one that cannot be.
  private static var told: BenchReport {
    var report = exact
    report.rows[0].lines = LineCosts(
      lines: [
        .init(
          file: "./net/probe.bpf.c", line: 42, text: "\tv = bpf_map_lookup_elem(&seen, &key);", instructions: 155,
          runs: 1,
          calls: [.init(name: "bpf_map_lookup_elem", instructions: 148, runs: 1)]),
        .init(
          file: "./net/probe.bpf.c", line: 48, text: "\tfor (int i = 0; i < 3; i++) total += bpf_get_prandom_u32();",
          instructions: 81, runs: 3, calls: [.init(name: "bpf_get_prandom_u32", instructions: 60, runs: 3)]),
        .init(file: "", line: 0, text: "", instructions: 3, runs: 1, calls: []),
      ], entry: 12, empty: 9, beside: 2)
    // A line that moved, one that is new, one that is gone, and a call that was dearer.
    report.rows[0].baseLines = LineCosts(
      lines: [
        .init(
          file: "./net/main.bpf.c", line: 40, text: "  v = bpf_map_lookup_elem(&seen, &key);", instructions: 60,
          runs: 1,
          calls: []),
        .init(file: "./net/main.bpf.c", line: 44, text: "\treturn v ? 1 : 0;", instructions: 71, runs: 1, calls: []),
        .init(file: "", line: 0, text: "", instructions: 3, runs: 1, calls: []),
      ], entry: 15, empty: 9, beside: 4)
    report.rows[0].listing = [
      CostedInstruction(
        slot: 0, opcode: 0xb7, text: "r1 = 7", function: "on_openat", source: "probe.bpf.c:42  v = lookup(7);", runs: 1,
        own: 1, called: 0),
      CostedInstruction(
        slot: 1, opcode: 0x85, text: "call bpf_map_lookup_elem#1", runs: 1, own: 2, called: 148),
      CostedInstruction(
        slot: 2, opcode: 0x05, text: "goto pc+12", source: "probe.bpf.c:43  if (!v) return 0;", runs: 0, own: 0,
        called: 0),
    ]
    report.rows[1].outcomes[0].untraced = Reason("the object has no line information", advice: "Compile it with -g.")
    return report
  }

  private static var timed: BenchReport {
    let loads = (0..<3).map { seed in
      let shift = Double(seed) * 0.2
      return load([
        (.twin, [70, 71, 70.5, 70].map { $0 + shift }), (.control, [70.2, 70.8, 70.4, 70.1].map { $0 + shift }),
        (.head, [132, 133, 131.5, 132.2].map { $0 + shift }),
      ])
    }
    let compared = loads.map { load in
      BenchLoad(
        arms: load.arms.map { .init($0.arm, readings: $0.readings) }
          + [.init(.base, readings: load.readings(.head).map { $0 - 7 })])
    }
    var report = BenchReport(
      assay: "1.0", rows: [row("xdp", "drop", on: host, loads), row("tc", "police", on: host, compared)])
    report.rows[1].decision = report.rows[1].costs.map {
      ChangeGate(clock: BenchClock(.tsc, frequency: 2.5e9, step: 25)).decide($0)
    }
    report.rows[0].outcomes[0].isStateful = true
    report.conditions["host"] = Survey(groups: [
      .init(
        title: "What figures depend on",
        items: [
          .init("JIT", .yes, detail: "on"),
          .init("load", .no, detail: "12 tasks want 2 processors: rounds are disturbed"),
        ])
    ])
    return report
  }

  @Test func `exact figures in a terminal`() {
    expectGolden(BenchText(Self.exact).render(TerminalTraits()), at: "Tests/ReportsTests/Golden/bench-exact.txt")
  }

  @Test func `where instructions go, by line and by instruction`() {
    expectGolden(
      BenchText(Self.told, detail: .lines).render(TerminalTraits()), at: "Tests/ReportsTests/Golden/bench-lines.txt")
    expectGolden(
      BenchText(Self.told, detail: .listing).render(TerminalTraits()), at: "Tests/ReportsTests/Golden/bench-listing.txt"
    )
  }

  @Test(
    arguments: [
      ([.bare], "two boots do not agree on the hook"),
      ([.head], "two boots do not agree: what this program does depends on more than its input"),
    ] as [([BenchArm], String)])
  func `what boots do not agree on is told`(_ arms: [BenchArm], _ words: String) {
    var report = Self.exact
    #expect(!BenchText(report).render(TerminalTraits()).contains("do not agree"))
    report.rows[0].exact?.disagreeing = arms
    #expect(BenchText(report).render(TerminalTraits()).contains(words))
  }

  @Test func `the costliest of a program's cases is named`() {
    var rows = Self.exact.rows.prefix(2).map { row in
      var row = row
      row.outcomes[0].driver = nil
      row.program.name = "police"
      return row
    }
    rows[0].caseName = "short"
    rows[1].caseName = "long"
    let report = BenchReport(assay: "1.0", rows: rows)
    #expect(report.rows.map(\.costliestOf) == [nil, 2])
    #expect(BenchText(report).render(TerminalTraits()).contains("test run, costliest of 2 cases"))
    rows[1].program.name = "other"
    #expect(BenchReport(assay: "1.0", rows: rows).rows.allSatisfy { $0.costliestOf == nil })
  }

  @Test func `a program at other hooks in a terminal`() {
    var report = Self.exact
    report.rows = [report.rows[0], report.rows[1], report.rows[4]]
    for (index, section) in ["kprobe/do_sys_open", "fentry/do_sys_open", "tracepoint/syscalls/sys_enter_open"]
      .enumerated()
    {
      report.rows[index].program = ProgramIdentity(name: "on_open", section: section)
    }
    expectGolden(WhatIfText(report).render(TerminalTraits()), at: "Tests/ReportsTests/Golden/what-if.txt")
  }

  @Test func `a picture has a bar for each row with figures`() {
    let svg = BenchChart.svg(Self.exact)
    #expect(svg.split(separator: "<g>").count == 5)
    #expect(svg.contains("1 row without figures left out"))
    let timed = BenchChart.svg(Self.timed)
    #expect(timed.split(separator: "class=\"reading\"").count == 8 && timed.contains("class=\"interval\""))
  }

  @Test func `times in a terminal`() {
    expectGolden(BenchText(Self.timed).render(TerminalTraits()), at: "Tests/ReportsTests/Golden/bench-timed.txt")
  }

  /// Rows with budgets, and figures against those of an earlier run.
  private static var judged: BenchReport {
    var report = exact
    report.rows = [report.rows[0], report.rows[3]]
    func budget(_ kind: CostBudget.Kind, _ limit: Double, _ line: Int, worst: Bool = false) -> BudgetedCost {
      let budget = CostBudget(kind, limit: limit, isForWorstCase: worst)
      let figure = kind == .instructions ? Estimate(exactly: 662) : nil
      return BudgetedCost(
        budget: budget, place: SourceSpan(file: "assay.yml", line: line, column: 19), figure: figure,
        decision: budget.decide([figure], loads: 0))
    }
    report.rows[0].budgets = [budget(.instructions, 1000, 4), budget(.instructions, 600, 5, worst: true)]
    report.rows[1].budgets = [budget(.cycles, 300, 8)]
    var (now, then) = (FigureKey(object: "b"), FigureKey(object: "a"))
    (now.compiler, then.compiler) = ("clang version 21.0.0", "clang version 14.0.6")
    for index in report.rows.indices {
      guard let figures = report.rows[index].exact else { continue }
      report.rows[index].exact?.change = nil
      report.rows[index].earlier = BaselineGate().compare(figures, now, with: figures, index == 0 ? now : then)
      report.rows[index].decision = report.rows[index].earlier?.decision
    }
    return report
  }

  @Test func `budgets and an earlier run in a terminal`() {
    expectGolden(BenchText(Self.judged).render(TerminalTraits()), at: "Tests/ReportsTests/Golden/bench-judged.txt")
  }

  @Test func `a report comes back from JSON as it was`() throws {
    let bytes = try CanonicalJSON.encode(Self.exact)
    #expect(try CanonicalJSON.decode(BenchReport.self, from: bytes) == Self.exact)
  }

  @Test func `nothing to measure is said`() {
    #expect(BenchText(BenchReport(assay: "1.0", rows: [])).render(TerminalTraits()) == "nothing to measure\n")
  }
}
