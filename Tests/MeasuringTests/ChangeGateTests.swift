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

  @Test func `a change above what is allowed is suspected, and one that a second series shows is a regression`() throws
  {
    #expect(gate.screen(try figures(1.2, within: 0.3)) == .suspected)
    #expect(gate.screen(try figures(0.6, within: 0.5)) == .suspected)
    #expect(gate.screen(try figures(0.6, within: 0.3)) == .noRegression(isImproved: false))
    #expect(gate.screen(try figures(0.4, within: 0.7)) == .noRegression(isImproved: false))
    #expect(gate.confirm(try figures(1.2, within: 0.3)) == .regression)
    #expect(gate.confirm(try figures(0.9, within: 0.3)) == .noRegression(isImproved: false))
  }

  @Test func `a change within noise is no regression, however large`() throws {
    #expect(
      gate.confirm(try figures(4, within: 1, detectable: 5))
        == .inconclusive(Undecided(.noisy, remedies: [.exactMode, .quieterMachine])))
    #expect(
      gate.confirm(try figures(1.5, within: 1, detectable: 2))
        == .inconclusive(Undecided(.noisy, remedies: [.loads(20), .exactMode])))
    #expect(
      gate.confirm(try figures(4, within: 4.5))
        == .inconclusive(Undecided(.noisy, remedies: [.exactMode, .quieterMachine])))
  }

  @Test func `a change above noise is a regression, whatever else noise would hide`() throws {
    #expect(gate.confirm(try figures(4, within: 1, detectable: 3)) == .regression)
  }

  @Test func `where noise is larger than what is allowed, no change is not known`() throws {
    #expect(
      gate.screen(try figures(0, within: 1.5, loads: 3))
        == .inconclusive(Undecided(.noisy, remedies: [.loads(6), .exactMode])))
    #expect(
      gate.screen(try figures(0, within: 0.5, detectable: 1.5, loads: 3))
        == .inconclusive(Undecided(.noisy, remedies: [.loads(6), .exactMode])))
    var limited = try figures(0, within: 0.5, detectable: 1.5)
    limited.isLimitedByClock = true
    #expect(gate.screen(limited) == .inconclusive(Undecided(.noisy, remedies: [.longerBursts, .exactMode])))
  }

  @Test func `what costs less is an improvement when noise cannot make it`() throws {
    #expect(gate.screen(try figures(-3, within: 1)) == .noRegression(isImproved: true))
    #expect(
      gate.screen(try figures(-3, within: 3.5))
        == .inconclusive(Undecided(.noisy, remedies: [.exactMode, .quieterMachine])))
    #expect(gate.screen(try figures(-0.9, within: 0.1)) == .noRegression(isImproved: false))
  }

  @Test func `too little that is known decides nothing`() throws {
    var alone = try figures(9, within: 1)
    alone.change = nil
    #expect(gate.screen(alone) == .inconclusive(Undecided(.noBase, remedies: [])))
    #expect(
      gate.screen(try figures(9, within: 1, detectable: nil))
        == .inconclusive(Undecided(.unknownNoise, remedies: [.exactMode])))
    #expect(
      gate.screen(try figures(9, within: 1, dropped: 1000))
        == .inconclusive(Undecided(.disturbed, remedies: [.quieterMachine, .exactMode])))
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
      strict.screen(try figures(0, within: 0.1, detectable: 0.3))
        == .inconclusive(Undecided(.noisy, remedies: [.exactMode, .quieterMachine])))
  }

  @Test func `a trial wants twice the loads until it is decided`() throws {
    var trial = ChangeTrial(gate)
    #expect(trial.wantedLoads == nil)
    #expect(trial.decision == .inconclusive(Undecided(.notMeasured, remedies: [])))
    trial.add(try figures(1.2, within: 0.3, loads: 3))
    #expect(trial.wantedLoads == 6 && trial.decision == .suspected)
    trial.add(try figures(1.2, within: 1.3, loads: 6))
    #expect(trial.wantedLoads == 12)
    // Still suspected: this series confirms.
    trial.add(try figures(1.2, within: 0.3, loads: 12))
    #expect(trial.wantedLoads == nil && trial.decision == .regression)
  }

  @Test func `a trial ends where no more loads are allowed or would help`() throws {
    var cramped = ChangeTrial(gate, mostLoads: 5)
    cramped.add(try figures(1.2, within: 0.3, loads: 3))
    #expect(cramped.wantedLoads == nil)
    #expect(cramped.decision == .inconclusive(Undecided(.wideInterval, remedies: [.loads(6), .exactMode])))
    var disturbed = ChangeTrial(gate)
    disturbed.add(try figures(1.2, within: 0.3, dropped: 1000))
    #expect(disturbed.wantedLoads == nil)
    var clean = ChangeTrial(gate)
    clean.add(try figures(0.1, within: 0.3))
    #expect(clean.wantedLoads == nil && clean.decision == .noRegression(isImproved: false))
    var noisy = ChangeTrial(gate)
    noisy.add(try figures(0.1, within: 0.3, detectable: 1.5, loads: 3))
    #expect(noisy.wantedLoads == 6)
    // A later series is the first to suspect: another one must confirm.
    noisy.add(try figures(1.2, within: 0.3, loads: 6))
    #expect(noisy.wantedLoads == 12 && noisy.decision == .suspected)
  }
}
