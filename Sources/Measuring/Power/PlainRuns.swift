/// The usual way, for comparison: a program is run once, for long, and the times of two programs are divided.
public struct PlainRuns: Codable, Hashable, Sendable {
  /// One time a process that ran the base, of any unit.
  public var base: [Double]
  /// One time a process that ran the program.
  public var head: [Double]

  /// Times.
  public init(base: [Double], head: [Double]) {
    self.base = base
    self.head = head
  }

  /// How often the usual way says that the program is dearer by more than a limit in percent, in so many trials with one time
  /// of each.
  public func tally(abovePercent limit: Double, trials: Int, seed: UInt64 = 1) -> PowerTally {
    var tally = PowerTally()
    guard !base.isEmpty, !head.isEmpty else { return tally }
    var generator = SplitMix64(seed: seed)
    for _ in 0..<trials {
      let base = base[generator.index(below: base.count)]
      let head = head[generator.index(below: head.count)]
      tally.trials += 1
      tally.loads += 1
      if head > base * (1 + limit / 100) { tally.regressions += 1 }
    }
    return tally
  }
}
