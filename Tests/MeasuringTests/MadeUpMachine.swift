import Jobs
import Measuring
import TestSupport
import Testing

/// A machine whose readings are made up: what programs cost is known, and noise is spread as it was measured on a busy
/// virtual machine (readings in nanoseconds).
///
/// Over 100 fresh loads, two equal programs differed by -0.29 to 0.51 ns (5 to 95 in 100) and by -0.55 to 0.66 at most; the
/// same program read 52.47 to 53.01 ns, and up to 7 more at times; now and then machine code lay badly for one ns or two.
/// Rounds strayed by 0.55 ns (median), all arms of a round together for a part of it.
struct MadeUpMachine {
  var generator: SeededGenerator
  /// The standard deviation of what a load makes of an arm.
  var placement = 0.17
  /// How often an arm of a load lies badly, and by how much.
  var bad = (share: 0.01, by: 1.3)
  /// How often all arms of a load are slower, and by how much.
  var slow = (share: 0.03, by: 3.0)
  /// How far a round strays: what its arms share, and what they do not.
  var stray = (shared: 0.4, own: 0.5)

  init(seed: UInt64) {
    generator = SeededGenerator(seed: seed)
  }

  static let clock = BenchClock(.tsc, frequency: 1e9, step: 10)
  static let burst = 1000

  mutating func uniform() -> Double { Double(generator.next() >> 11) / Double(1 << 53) }

  /// A standard normal number, good to four deviations: the sum of twelve.
  mutating func normal() -> Double { (0..<12).reduce(-6.0) { sum, _ in sum + uniform() } }

  /// Noise with long tails: at times a round takes several times what it should.
  mutating func tail() -> Double {
    let number = normal()
    return uniform() < 0.05 ? number.magnitude * 6 : number
  }

  /// Fresh loads of arms whose true costs are given.
  mutating func loads(_ count: Int, rounds: Int = 50, _ levels: [(BenchArm, Double)]) -> [BenchLoad] {
    (0..<count).map { _ in
      let common = uniform() < slow.share ? slow.by : 0
      let offsets = levels.map { _ in common + placement * normal() + (uniform() < bad.share ? bad.by : 0) }
      var readings = levels.map { _ in [Double]() }
      for _ in 0..<rounds {
        let shared = stray.shared * tail()
        for (index, level) in levels.enumerated() {
          readings[index].append(level.1 + offsets[index] + shared + stray.own * tail())
        }
      }
      return BenchLoad(arms: zip(levels, readings).map { BenchLoad.Arm($0.0, readings: $1) })
    }
  }

  /// Test runs of a program and its base beside two empty ones, as a hash lookup reads here.
  mutating func comparison(_ count: Int, change: Double) throws -> CostFigures {
    let levels: [(BenchArm, Double)] = [(.twin, 28.4), (.control, 28.4), (.base, 52.5), (.head, 52.5 + change)]
    // Fewer draws than people get: tests make thousands of comparisons.
    let figures = CostFigures(
      loads(count, levels), isAttached: false, clock: Self.clock, burst: Self.burst, draws: 400)
    return try #require(figures)
  }
}
