import Foundation
import Jobs
import Measuring
import TestSupport
import Testing

@Suite struct CostFiguresTests {
  private static let attached: [(BenchArm, Double)] = [
    (.bare, 166.9), (.twin, 319.7), (.control, 319.7), (.base, 369.1), (.head, 370.3),
  ]

  private func estimate(_ loads: [BenchLoad], isAttached: Bool) -> CostFigures? {
    CostFigures(loads, isAttached: isAttached, clock: MadeUpMachine.clock, burst: 300)
  }

  /// Every number in some figures.
  private func numbers(_ figures: CostFigures) -> [Double] {
    let estimates = [
      figures.hook, figures.body, figures.total, figures.change, figures.overhead, figures.noise,
      figures.changePercent,
    ]
    let several = estimates.compactMap { $0 }.flatMap { [$0.value, $0.low, $0.high, $0.least, $0.most] }
    let single = [figures.floor, figures.baseline, figures.detectable].compactMap { $0 }
    let gross = [figures.gross.median, figures.gross.minimum, figures.gross.deviation]
    return several + single + gross + figures.modes.flatMap { [$0.center, $0.share] }
  }

  @Test func `hook and body are the total to the last bit`() throws {
    for seed in 1...20 {
      var machine = MadeUpMachine(seed: UInt64(seed))
      let loads = machine.loads(3, rounds: 20, Self.attached)
      for runs in [1.0, 3, 1.7] {
        let figures = try #require(
          CostFigures(loads, isAttached: true, clock: MadeUpMachine.clock, burst: 300, runsPerDeed: runs))
        let hook = try #require(figures.hook)
        let body = try #require(figures.body)
        #expect(hook.value + body.value == figures.total.value)
        #expect((hook.value * runs - 152.8).magnitude < 1.5 && (body.value * runs - 50.6).magnitude < 1.5)
        for estimate in [hook, body, figures.total] {
          #expect(estimate.low <= estimate.value && estimate.value <= estimate.high)
        }
      }
    }
  }

  @Test func `an attached program is a share of what drives it`() throws {
    var machine = MadeUpMachine(seed: 8)
    let loads = machine.loads(5, Self.attached)
    let figures = try #require(estimate(loads, isAttached: true))
    let overhead = try #require(figures.overhead)
    #expect((overhead.value - 203.4 / 166.9 * 100).magnitude < 1)
    #expect(overhead.low < overhead.value && overhead.value < overhead.high)
    #expect(figures.charged == figures.total)
  }

  @Test func `test runs have no hook and their total is what was read`() throws {
    var machine = MadeUpMachine(seed: 9)
    let figures = try machine.comparison(5, change: 1)
    #expect(figures.hook == nil && figures.overhead == nil && figures.charged == figures.body)
    #expect((figures.total.value - 53.5).magnitude < 0.6)
    let baseline = try #require(figures.baseline)
    let change = try #require(figures.change)
    #expect(figures.changePercent?.value == change.value * (100 / baseline))
    #expect(figures.loads == 5 && figures.rounds == 250 && figures.dropped == 0)
  }

  @Test func `intervals hold the truth about 95 times in 100`() throws {
    // Trials enough for two standard deviations of 2 in 100.
    let trials = 300
    for (loads, least) in [(1, 0.92), (2, 0.92), (3, 0.92), (5, 0.92), (12, 0.91)] {
      var machine = MadeUpMachine(seed: UInt64(loads))
      machine.bad.share = 0
      var held = (change: 0, body: 0)
      for _ in 0..<trials {
        let figures = try machine.comparison(loads, change: 1.09)
        let change = try #require(figures.change)
        let body = try #require(figures.body)
        if change.low <= 1.09, 1.09 <= change.high { held.change += 1 }
        if body.low <= 25.19, 25.19 <= body.high { held.body += 1 }
      }
      for held in [held.change, held.body] {
        let share = Double(held) / Double(trials)
        #expect(share >= least && share <= 0.995, "\(loads) loads: \(share)")
      }
    }
  }

  @Test func `the order of loads and rounds changes nothing`() throws {
    var machine = MadeUpMachine(seed: 21)
    let loads = machine.loads(4, rounds: 15, Self.attached)
    let expected = try #require(estimate(loads, isAttached: true))
    for _ in 0..<5 {
      let shuffled = loads.shuffled(using: &machine.generator).map { load in
        let order = load.readings(.head).indices.shuffled(using: &machine.generator)
        return BenchLoad(
          arms: load.arms.shuffled(using: &machine.generator).map { arm in
            BenchLoad.Arm(arm.arm, readings: order.map { arm.readings[$0] })
          })
      }
      #expect(estimate(shuffled, isAttached: true) == expected)
    }
  }

  @Test func `figures follow the unit`() throws {
    var machine = MadeUpMachine(seed: 22)
    let loads = machine.loads(3, rounds: 25, Self.attached)
    let scaled = loads.map { load in
      BenchLoad(arms: load.arms.map { BenchLoad.Arm($0.arm, readings: $0.readings.map { $0 * 4 }) })
    }
    let expected = try #require(estimate(loads, isAttached: true))
    let clock = BenchClock(.tsc, frequency: 4e9, step: 40)
    let found = try #require(CostFigures(scaled, isAttached: true, clock: clock, burst: 300))
    // A factor of two's power rounds nothing.
    #expect(found.hook == expected.hook?.scaled(by: 4) && found.body == expected.body?.scaled(by: 4))
    #expect(found.total == expected.total.scaled(by: 4) && found.change == expected.change?.scaled(by: 4))
    #expect(found.detectable == expected.detectable.map { $0 * 4 })
    #expect(clock.nanoseconds(found.total) == expected.total)
    #expect(found.overhead == expected.overhead)
  }

  @Test func `what all arms share falls out`() throws {
    var machine = MadeUpMachine(seed: 23)
    let loads = machine.loads(3, rounds: 25, Self.attached)
    // Statistics left on add some 69 ns to each reading, in some loads more.
    let shifted = loads.enumerated().map { index, load in
      BenchLoad(
        arms: load.arms.map { arm in
          BenchLoad.Arm(arm.arm, readings: arm.readings.enumerated().map { $1 + 64 + Double(index + $0 % 4) })
        })
    }
    let one = try #require(estimate(loads, isAttached: true))
    let other = try #require(estimate(shifted, isAttached: true))
    for (one, other) in [(one.hook, other.hook), (one.body, other.body), (one.change, other.change)] {
      let one = try #require(one)
      let other = try #require(other)
      #expect((one.value - other.value).magnitude < 1e-9)
      #expect((one.low - other.low).magnitude < 1e-9 && (one.high - other.high).magnitude < 1e-9)
    }
  }

  @Test func `the smallest change is never below what the clock and the method allow`() throws {
    let levels: [(BenchArm, Double)] = [(.twin, 20), (.control, 20), (.head, 30)]
    let still = (0..<5).map { _ in
      BenchLoad(arms: levels.map { BenchLoad.Arm($0.0, readings: Array(repeating: $0.1, count: 10)) })
    }
    let fine = try #require(CostFigures(still, isAttached: false, clock: MadeUpMachine.clock, burst: 1000))
    #expect(fine.detectable == 0.3 && !fine.isLimitedByClock)
    let coarse = try #require(CostFigures(still, isAttached: false, clock: MadeUpMachine.clock, burst: 10))
    #expect(coarse.detectable == 1 && coarse.isLimitedByClock)
    let cycles = BenchClock(.cycles, frequency: nil)
    #expect(try #require(CostFigures(still, isAttached: false, clock: cycles, burst: 10)).detectable == 0.1)
  }

  @Test func `the fewer loads, the larger the smallest change`() throws {
    var sizes: [Double] = []
    for loads in [1, 2, 3, 5] {
      var machine = MadeUpMachine(seed: 24)
      let found = try (0..<60).map { _ in try machine.comparison(loads, change: 0).detectable ?? 0 }
      sizes.append(try #require(Sample(found).median))
    }
    #expect(sizes[0] > sizes[1] && sizes[1] > sizes[2] && sizes[2] > sizes[3], "\(sizes)")
  }

  @Test func `levels of the readings are told`() throws {
    var machine = MadeUpMachine(seed: 25)
    machine.slow = (0.5, 30)
    let loads = machine.loads(10, Self.attached)
    let figures = try #require(estimate(loads, isAttached: true))
    #expect(figures.modes.count == 2 && (figures.modes[1].center - figures.modes[0].center - 30).magnitude < 1)
  }

  @Test func `few and odd readings give figures or none, and always numbers`() throws {
    #expect(estimate([], isAttached: false) == nil)
    #expect(estimate([BenchLoad(arms: [])], isAttached: false) == nil)
    #expect(estimate([BenchLoad(arms: [.init(.head, readings: [])])], isAttached: false) == nil)
    #expect(estimate([BenchLoad(arms: [.init(.head, readings: [.nan, .infinity])])], isAttached: false) == nil)
    #expect(estimate([BenchLoad(arms: [.init(.head, readings: [1])])], isAttached: true) == nil)
    let lone = try #require(estimate([BenchLoad(arms: [.init(.head, readings: [7])])], isAttached: false))
    #expect(lone.total == Estimate(exactly: 7) && lone.body == nil && lone.detectable == nil)
    let values: [Double] = [0, -1, 3, .nan, .infinity, 1e300, -1e300, 5]
    var generator = SeededGenerator(seed: 26)
    for _ in 0..<300 {
      let loads = (0..<Int.random(in: 1...3, using: &generator)).map { _ in
        BenchLoad(
          arms: BenchArm.allCases.filter { _ in Bool.random(using: &generator) }.map { arm in
            let count = Int.random(in: 0...4, using: &generator)
            return BenchLoad.Arm(arm, readings: (0..<count).map { _ in values.randomElement(using: &generator) ?? 0 })
          }, disturbed: Int.random(in: -1...9, using: &generator))
      }
      guard let figures = estimate(loads, isAttached: Bool.random(using: &generator)) else { continue }
      #expect(numbers(figures).allSatisfy { !$0.isNaN }, "\(loads)")
      #expect(figures.droppedShare >= 0 && figures.droppedShare <= 1)
    }
  }

  @Test func `more than half of the rounds dropped is said`() throws {
    var machine = MadeUpMachine(seed: 27)
    var loads = machine.loads(2, rounds: 10, Self.attached)
    loads[0].disturbed = 20
    let even = try #require(estimate(loads, isAttached: true))
    #expect(even.droppedShare == 0.5 && !even.isDisturbed)
    loads[1].disturbed = 1
    #expect(try #require(estimate(loads, isAttached: true)).isDisturbed)
  }

  @Test func `counters are estimated as clocks are`() throws {
    let load = BenchLoad(
      arms: [
        .init(.twin, readings: [10, 10], counts: [[1, 2], [30, 30]]),
        .init(.head, readings: [20, 20], counts: [[2, 4], [41, 41]]),
      ], disturbed: 1)
    let clock = BenchClock(.cycles, frequency: nil)
    let loads = [load, load].map { $0.counted(1) }
    let figures = try #require(CostFigures(loads, isAttached: false, clock: clock, burst: 1))
    #expect(figures.body == Estimate(exactly: 11) && figures.dropped == 2)
    #expect(CostFigures([load.counted(2)], isAttached: false, clock: clock, burst: 1) == nil)
  }
}
