import Jobs
import Measuring
import Testing

@Suite struct ChangeGateTests {
  private let gate = ChangeGate(ChangeLimits(percent: 1, nanoseconds: 0.5), clock: MadeUpMachine.clock)

  /// Figures of a comparison whose base costs 100 ns.
  private func figures(
    _ change: Double, within half: Double, detectable: Double? = 0.5, dropped: Int = 0, loads: Int = 5
  ) throws -> CostFigures {
    var machine = MadeUpMachine(seed: 1)
    var figures = try machine.comparison(loads, change: 0)
    figures.change = Estimate(
      value: change, low: change - half, high: change + half, least: change - half, most: change + half)
    figures.baseline = 100
    figures.detectable = detectable
    figures.dropped = dropped
    return figures
  }

  private func open(_ reason: Undecided.Reason, loads: Int = 10) -> ChangeDecision {
    .inconclusive(Undecided(reason, remedies: [.loads(loads), .exactMode]))
  }

  @Test func `an interval above what is allowed is a regression, one below is none, and others are open`() throws {
    #expect(gate.decide(try figures(1.5, within: 0.4)) == .regression)
    #expect(gate.decide(try figures(1.5, within: 0.5)) == open(.wideInterval))
    #expect(gate.decide(try figures(0.9, within: 0.2)) == open(.wideInterval))
    #expect(gate.decide(try figures(0.6, within: 0.4)) == .noRegression(isImproved: false))
    #expect(gate.decide(try figures(-0.2, within: 1.1)) == .noRegression(isImproved: false))
  }

  @Test func `what stays open is settled by the change, if noise is smaller than what is allowed`() throws {
    #expect(gate.settle(try figures(1.2, within: 0.9)) == .regression)
    #expect(gate.settle(try figures(0.9, within: 0.9)) == .noRegression(isImproved: false))
    #expect(gate.settle(try figures(0.9, within: 1.1)) == open(.noisy))
    // Neither above noise nor below it.
    #expect(gate.settle(try figures(1.2, within: 1.3)) == open(.noisy))
  }

  @Test func `a change within what equal programs differ by is no regression, however large`() throws {
    #expect(gate.decide(try figures(4, within: 1, detectable: 5)) == open(.wideInterval))
    #expect(gate.settle(try figures(4, within: 1, detectable: 5)) == open(.noisy))
    #expect(gate.decide(try figures(4, within: 1, detectable: 3)) == .regression)
    #expect(gate.settle(try figures(4, within: 1, detectable: 3)) == .regression)
  }

  @Test func `where noise is larger than what is allowed, no change is not known`() throws {
    #expect(gate.decide(try figures(0, within: 0.5, detectable: 1.5, loads: 3)) == open(.wideInterval, loads: 6))
    var limited = try figures(0, within: 0.5, detectable: 1.5)
    limited.isLimitedByClock = true
    let longer = [Undecided.Remedy.longerBursts, .exactMode]
    #expect(gate.decide(limited) == .inconclusive(Undecided(.wideInterval, remedies: longer)))
    #expect(gate.settle(limited) == .inconclusive(Undecided(.noisy, remedies: longer)))
  }

  @Test func `what costs less is an improvement when noise cannot make it`() throws {
    for decision in [gate.decide, gate.settle] {
      #expect(decision(try figures(-3, within: 1)) == .noRegression(isImproved: true))
      #expect(decision(try figures(-0.9, within: 0.1)) == .noRegression(isImproved: false))
    }
    #expect(gate.decide(try figures(-3, within: 3.5)) == .noRegression(isImproved: false))
    #expect(gate.settle(try figures(-3, within: 3.5)) == open(.noisy))
  }

  @Test func `too little that is known decides nothing`() throws {
    var alone = try figures(9, within: 1)
    alone.change = nil
    for decision in [gate.decide, gate.settle] {
      #expect(decision(alone) == .inconclusive(Undecided(.noBase, remedies: [])))
      #expect(
        decision(try figures(9, within: 1, detectable: nil))
          == .inconclusive(Undecided(.unknownNoise, remedies: [.exactMode])))
      #expect(
        decision(try figures(9, within: 1, dropped: 1000))
          == .inconclusive(Undecided(.disturbed, remedies: [.quieterMachine, .exactMode])))
    }
  }

  @Test func `the larger of both limits counts`() throws {
    var figures = try figures(0.4, within: 0.1)
    #expect(gate.allowed(figures) == 1)
    figures.baseline = 10
    #expect(gate.allowed(figures) == 0.5)
    #expect(ChangeGate(gate.limits, clock: BenchClock(.cycles, frequency: nil)).allowed(figures) == 0.1)
    figures.baseline = nil
    #expect(gate.allowed(figures) == nil)
  }

  @Test func `what is asked for is below what the method can tell`() throws {
    let strict = ChangeGate(ChangeLimits(percent: 0, nanoseconds: 0.2), clock: MadeUpMachine.clock)
    #expect(
      strict.settle(try figures(0, within: 0.1, detectable: 0.3))
        == .inconclusive(Undecided(.noisy, remedies: [.exactMode, .quieterMachine])))
  }

  @Test func `a trial goes on with as many loads again until it is decided`() throws {
    var trial = ChangeTrial(gate)
    #expect(trial.wantedLoads == nil)
    #expect(trial.decision == .inconclusive(Undecided(.notMeasured, remedies: [])))
    trial.take(try figures(1.2, within: 1.3, loads: 3))
    #expect(trial.wantedLoads == 3 && trial.decision == open(.wideInterval, loads: 6))
    trial.take(try figures(1.2, within: 0.3, loads: 6))
    #expect(trial.wantedLoads == 6)
    trial.take(try figures(1.3, within: 0.2, loads: 12))
    #expect(trial.wantedLoads == nil && trial.decision == .regression)
  }

  @Test func `a trial ends where no more loads are allowed, come or would help`() throws {
    var cramped = ChangeTrial(gate, mostLoads: 5)
    cramped.take(try figures(1.2, within: 0.3, loads: 3))
    #expect(cramped.wantedLoads == nil && cramped.decision == .regression)
    var barren = ChangeTrial(gate)
    barren.take(try figures(0.1, within: 1.3, loads: 3))
    #expect(barren.wantedLoads == 3)
    barren.take(try figures(0.1, within: 1.3, loads: 3))
    #expect(barren.wantedLoads == nil && barren.decision == open(.noisy, loads: 6))
    var disturbed = ChangeTrial(gate)
    disturbed.take(try figures(1.2, within: 0.3, dropped: 1000))
    #expect(disturbed.wantedLoads == nil)
    var clean = ChangeTrial(gate)
    clean.take(try figures(0.1, within: 0.3))
    #expect(clean.wantedLoads == nil && clean.decision == .noRegression(isImproved: false))
  }
}
