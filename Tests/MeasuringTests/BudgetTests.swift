import Jobs
import Measuring
import Testing

@Suite struct BudgetTests {
  private func estimate(_ low: Double, _ value: Double, _ high: Double) -> Estimate {
    Estimate(value: value, low: low, high: high, least: low, most: high)
  }

  @Test func `a budget fails above its interval, passes below it and is open within`() {
    let budget = CostBudget(.nanoseconds, limit: 50)
    #expect(budget.decide([estimate(50.1, 52, 54)], loads: 3) == .fail)
    #expect(budget.decide([estimate(40, 45, 50)], loads: 3) == .pass)
    #expect(
      budget.decide([estimate(48, 49, 51)], loads: 3)
        == .inconclusive(Undecided(.wideInterval, remedies: [.loads(6), .quieterMachine])))
  }

  @Test func `the costliest case decides`() {
    let budget = CostBudget(.instructions, limit: 200, isForWorstCase: true)
    let cases = [70.0, 199, 200].map { Estimate(exactly: $0) }
    #expect(budget.decide(cases, loads: 0) == .pass)
    #expect(budget.decide(cases + [Estimate(exactly: 201), nil], loads: 0) == .fail)
    #expect(budget.decide(cases + [nil], loads: 0) == .inconclusive(Undecided(.notMeasured, remedies: [.exactMode])))
    #expect(budget.decide([], loads: 0) == .inconclusive(Undecided(.notMeasured, remedies: [.exactMode])))
  }

  @Test func `time is never held against a budget of cycles`() throws {
    let load = BenchLoad(
      arms: [
        .init(.twin, readings: Array(repeating: 60, count: 9)), .init(.head, readings: Array(repeating: 130, count: 9)),
      ])
    let ticks = BenchClock(.tsc, frequency: 2e9, step: 26)
    let figures = try #require(CostFigures([load, load], isAttached: false, clock: ticks, burst: 1000))
    func decide(_ kind: CostBudget.Kind, _ limit: Double, clock: BenchClock) -> BudgetDecision {
      let budget = CostBudget(kind, limit: limit)
      return budget.decide([budget.figure(figures, clock: clock)], loads: figures.loads)
    }
    #expect(decide(.cycles, 1000, clock: ticks) == .inconclusive(Undecided(.notMeasured, remedies: [.cycleCounter])))
    #expect(decide(.cycles, 1000, clock: BenchClock(.cycles, frequency: nil)) == .pass)
    #expect(decide(.nanoseconds, 35, clock: ticks) == .pass)
    #expect(decide(.nanoseconds, 34, clock: ticks) == .fail)
    #expect(decide(.instructions, 34, clock: ticks) == .inconclusive(Undecided(.notMeasured, remedies: [.exactMode])))
    #expect(decide(.overhead, 2, clock: ticks) == .inconclusive(Undecided(.notMeasured, remedies: [.attaching])))
    #expect(figures.undecided == nil)
    var disturbed = figures
    disturbed.dropped = 100
    #expect(disturbed.undecided == Undecided(.disturbed, remedies: [.quieterMachine, .exactMode]))
  }

  @Test func `instructions are held against their budget as they are`() throws {
    let load = BenchLoad(arms: [.init(.twin, readings: [85]), .init(.head, readings: [238])])
    let figures = try #require(ExactFigures(boots: [[load]], isAttached: false))
    #expect(CostBudget(.instructions, limit: 153).figure(figures) == Estimate(exactly: 153))
    #expect(CostBudget(.nanoseconds, limit: 1).figure(figures) == nil)
  }

  @Test func `units of time are converted and others are not`() {
    let ticks = BenchClock(.tsc, frequency: 2.5e9, step: 26)
    #expect(ticks.nanoseconds(100) == 40)
    #expect(ticks.units(nanoseconds: 40) == 100)
    #expect(ticks.nanoseconds(estimate(25, 50, 75)) == estimate(10, 20, 30))
    #expect(BenchClock(.tsc, frequency: nil).nanoseconds(100) == nil)
    #expect(BenchClock(.tsc, frequency: 0).nanoseconds(100) == nil)
    for rung in [BenchClock.Rung.cycles, .coreCycles, .instructions] {
      #expect(BenchClock(rung, frequency: 1e9).nanoseconds(100) == nil)
    }
    let cycles = BenchClock.Rung.allCases.filter { BenchClock($0, frequency: 1e9).countsCycles }
    #expect(cycles == [.cycles, .coreCycles])
  }
}
