import Jobs
import Measuring
import Testing

@Suite struct GatePowerTests {
  /// Loads of a comparison of a hash lookup with one that takes so many nanoseconds more.
  private func pool(_ change: Double, _ spread: (inout MadeUpMachine) -> Void = { _ in }) -> [BenchLoad] {
    var machine = MadeUpMachine(seed: 7)
    spread(&machine)
    return machine.loads(300, [(.twin, 28.4), (.control, 28.4), (.base, 52.5), (.head, 52.5 + change)])
  }

  private func power(_ loads: Int) -> GatePower {
    GatePower(ChangeGate(clock: MadeUpMachine.clock), loads: loads, burst: MadeUpMachine.burst, draws: 400)
  }

  @Test(arguments: [3, 8])
  func `equal programs raise no alarm and 20 more instructions do`(loads: Int) {
    let equal = power(loads).tally(of: pool(0), trials: 400)
    #expect(equal.trials == 400 && equal.upperBound <= 0.015, "\(equal)")
    #expect(Double(equal.inconclusive) <= 0.05 * Double(equal.trials), "\(equal)")
    let dearer = power(loads).tally(of: pool(1.09), trials: 400)
    #expect(dearer.share >= 0.99 && dearer.lowerBound >= 0.975, "\(dearer)")
  }

  @Test func `machine code that lies well or badly raises no alarm`() {
    let spreads: [(String, (inout MadeUpMachine) -> Void)] = [
      ("slow loads", { $0.slow = (0.3, 7) }), ("bad arms", { $0.bad = (0.1, 0.6) }),
      ("wide", { $0.placement = 0.3 }),
    ]
    for (name, spread) in spreads {
      let equal = power(8).tally(of: pool(0, spread), trials: 250)
      #expect(equal.upperBound <= 0.015, "\(name): \(equal)")
      let dearer = power(8).tally(of: pool(1.09, spread), trials: 250)
      #expect(dearer.share >= 0.99, "\(name): \(dearer)")
    }
  }

  @Test func `the usual way raises many alarms at the same spread`() {
    // What one long run a process says is the load's level, and 2 ns (median) of whatever else ran meanwhile.
    var machine = MadeUpMachine(seed: 7)
    let times = (0..<300).map { _ in 52.5 + 3 * machine.tail().magnitude }
    let plain = PlainRuns(base: times, head: times).tally(abovePercent: 1, trials: 2000)
    #expect(plain.share > 0.3 && plain.trials == 2000)
  }

  @Test func `a pool that is too small gives no trial`() {
    #expect(power(5).tally(of: Array(pool(0).prefix(4)), trials: 10) == PowerTally())
    #expect(PlainRuns(base: [], head: [1]).tally(abovePercent: 1, trials: 5) == PowerTally())
    // Four loads are no pool for three more: what is open stays so.
    let few = power(3).tally(of: Array(pool(1).prefix(4)), trials: 10)
    #expect(few.trials == 10 && few.inconclusive == 10 && few.regressions == 0)
  }

  @Test func `bounds are those of Clopper and Pearson`() {
    // One-sided, from the beta distribution's quantiles; no event in n leaves room for 1 - 0.05^(1/n).
    #expect((BinomialBound.upper(0, of: 2000) - 0.0014967).magnitude < 1e-6)
    #expect((BinomialBound.upper(20, of: 2000) - 0.0144896).magnitude < 1e-4)
    #expect((BinomialBound.lower(500, of: 500) - 0.9940265).magnitude < 1e-6)
    #expect((BinomialBound.upper(5, of: 10) - 0.7775589).magnitude < 1e-6)
    #expect((BinomialBound.lower(5, of: 10) - 0.2224411).magnitude < 1e-6)
    #expect(BinomialBound.upper(10, of: 10) == 1 && BinomialBound.lower(0, of: 10) == 0)
    #expect(BinomialBound.upper(0, of: 0) == 1 && BinomialBound.lower(0, of: 0) == 0)
  }
}
