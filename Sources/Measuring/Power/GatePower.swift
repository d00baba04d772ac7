public import Jobs

/// How often a gate is right: many trials with loads that were really measured, drawn anew for each.
public struct GatePower: Hashable, Sendable {
  /// The gate.
  public var gate: ChangeGate
  /// Loads that a trial begins with.
  public var loads: Int
  /// Runs in a burst of the readings.
  public var burst: Int
  /// How often loads and rounds are drawn for an interval.
  public var draws: Int

  /// The most false alarms that the default gate is to raise, and the least that it is to find of a program of 20 more
  /// instructions: bounds of a share, right 95 times in 100.
  public static let wanted = (falseAlarms: 0.015, found: 0.975)

  /// A gate in use.
  public init(_ gate: ChangeGate, loads: Int, burst: Int, draws: Int = 2000) {
    self.gate = gate
    self.loads = loads
    self.burst = burst
    self.draws = draws
  }

  /// What so many trials come to with loads of test runs out of a pool. No load is used twice in a trial, which ends where the
  /// pool does; loads of different trials may be the same ones.
  public func tally(of pool: [BenchLoad], trials: Int, seed: UInt64 = 1) -> PowerTally {
    var tally = PowerTally()
    var generator = SplitMix64(seed: seed)
    guard loads > 0, loads <= pool.count else { return tally }
    for _ in 0..<trials {
      var rest = pool
      var drawn: [BenchLoad] = []
      var trial = ChangeTrial(gate)
      var wanted: Int? = loads
      while let count = wanted, count <= rest.count {
        drawn += (0..<count).map { _ in rest.swapRemove(at: generator.index(below: rest.count)) }
        let figures = CostFigures(drawn, isAttached: false, clock: gate.clock, burst: burst, draws: draws)
        guard let figures else { break }
        trial.take(figures)
        wanted = trial.wantedLoads
      }
      tally.loads += drawn.count
      tally.trials += 1
      switch trial.decision {
      case .regression: tally.regressions += 1
      case .noRegression(let isImproved): tally.improvements += isImproved ? 1 : 0
      case .inconclusive: tally.inconclusive += 1
      }
    }
    return tally
  }
}

extension Array {
  /// Takes an element out; the last one comes to its place.
  fileprivate mutating func swapRemove(at index: Int) -> Element {
    swapAt(index, count - 1)
    return removeLast()
  }
}
