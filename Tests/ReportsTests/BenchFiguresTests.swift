import Jobs
import Measuring
import Reports
import Testing

@Suite struct BenchFiguresTests {
  private static func load(_ arms: [(BenchArm, Double)]) -> BenchLoad {
    BenchLoad(arms: arms.map { BenchLoad.Arm($0.0, readings: [$0.1, $0.1, $0.1]) })
  }

  private static func row(_ clock: BenchClock, _ loads: [BenchLoad], driver: BenchDriver? = nil) -> BenchRow {
    var outcome = BenchOutcome(subject: 0)
    outcome.clock = clock
    outcome.burst = 300
    outcome.driver = driver
    outcome.loads = loads
    var row = BenchRow(input: "tour.bpf.o", program: ProgramIdentity(name: "count", section: "kprobe"))
    row.outcomes = [outcome]
    if clock.rung == .instructions {
      row.exact = ExactFigures(boots: [loads], isAttached: driver != nil)
    } else {
      row.costs = CostFigures(loads, isAttached: driver != nil, clock: clock, burst: 300)
    }
    return row
  }

  private static func figures(_ row: BenchRow) -> [BenchFigure] { BenchReport(assay: "0", rows: [row]).figures }

  @Test func `time is told in nanoseconds, with what each load says`() {
    let loads = [100.0, 102, 104].map { Self.load([(.bare, 100), (.twin, 300), (.head, 300 + $0)]) }
    let figures = Self.figures(Self.row(BenchClock(.tsc, frequency: 2e9), loads, driver: .getppid))
    #expect(figures.map(\.part) == [.hook, .body, .total])
    #expect(figures.allSatisfy { $0.unit == .nanoseconds && $0.driver == "getppid" && $0.runs == 900 })
    #expect(figures[1].loads == [50, 51, 52] && figures[1].estimate.value == 51)
    #expect(figures[2].loads == [150, 151, 152] && figures[2].estimate.value == 151)
  }

  @Test func `counts are told as they are`() {
    let figures = Self.figures(
      Self.row(BenchClock(.instructions, frequency: nil), [Self.load([(.twin, 85), (.head, 238)])]))
    #expect(figures.map(\.part) == [.body, .total])
    #expect(figures.map(\.estimate) == [Estimate(exactly: 153), Estimate(exactly: 238)])
    #expect(figures.allSatisfy { $0.unit == .instructions && $0.loads.isEmpty && $0.kernel == nil })
  }

  @Test func `cycles are cycles, and what is neither is left out`() {
    let loads = [Self.load([(.twin, 85), (.head, 238)])]
    #expect(Self.figures(Self.row(BenchClock(.cycles, frequency: nil), loads)).allSatisfy { $0.unit == .cycles })
    #expect(Self.figures(Self.row(BenchClock(.referenceCycles, frequency: nil), loads)).isEmpty)
  }

  @Test func `figures that mean little are left out`() {
    var disturbed = [Self.load([(.twin, 85), (.head, 238)])]
    disturbed[0].disturbed = 100
    #expect(Self.figures(Self.row(BenchClock(.tsc, frequency: 1e9), disturbed)).isEmpty)
    var differing = Self.row(BenchClock(.instructions, frequency: nil), [Self.load([(.head, 238)])])
    differing.exact?.disagreeing = [.head]
    #expect(Self.figures(differing).isEmpty)
    #expect(Self.figures(BenchRow(input: "x", program: ProgramIdentity(name: "count", section: "tc"))).isEmpty)
  }

  @Test func `how often gates are right stands in a table`() {
    var equal = PowerTally()
    equal.trials = 2000
    equal.loads = 13_638
    var dearer = PowerTally()
    dearer.trials = 500
    dearer.regressions = 500
    let lines = PowerText([.init("assay bench, 3 loads", equal: equal, dearer: dearer)]).render(TerminalTraits())
      .split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines[1].contains("0 of 2000") && lines[1].contains("0.15 %") && lines[1].contains("99.40 %"))
    #expect(lines[1].contains("500 of 500") && lines[1].hasSuffix("6.8"))
  }
}
