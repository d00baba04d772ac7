import TestSupport
import Testing

@testable import Measuring

/// Where trends take another level.
@Suite struct ChangeFinderTests {
  private let exact = ChangeFinder(isExact: true)
  private let timed = ChangeFinder(isExact: false)

  private func points(_ values: [Double], reach: Double = 0.2, conditions: Int? = nil) -> [TrendPoint] {
    values.map { TrendPoint(value: $0, low: $0 - reach, high: $0 + reach, conditions: conditions) }
  }

  /// Noise as of a busy machine: mostly small, and sometimes far out.
  private func noise(_ count: Int, around level: Double, seed: UInt64) -> [Double] {
    var random = SeededGenerator(seed: seed)
    return (0..<count).map { _ in
      let small = (0..<4).reduce(0.0) { sum, _ in sum + Double.random(in: -0.25...0.25, using: &random) }
      return level + small + (Int.random(in: 0..<30, using: &random) == 0 ? 15 : 0)
    }
  }

  @Test func `exact figures change where one differs from the one before`() {
    let changes = exact.changes(points([5, 5, 7, 7, 7, 6]))
    #expect(changes.map(\.index) == [2, 5])
    #expect(changes.map(\.change) == [2, -1])
    #expect(changes.allSatisfy { $0.cause == .code })
    #expect(exact.changes([]).isEmpty && exact.changes(points([4])).isEmpty)
  }

  @Test func `figures of other conditions say nothing of the code`() {
    let mixed = points([5, 5], conditions: 1) + points([9, 9, 8], conditions: 2)
    let changes = exact.changes(mixed)
    #expect(changes.map(\.index) == [2, 4])
    #expect(changes.map(\.cause) == [.conditions, .code])
    #expect(exact.changes(points([5], conditions: 1) + points([5], conditions: 2)).isEmpty)
  }

  @Test(arguments: 1...20) func `noise alone is no change`(seed: UInt64) {
    #expect(timed.changes(points(noise(1000, around: 50, seed: seed))).isEmpty)
  }

  @Test(arguments: 1...20) func `a step is found where it is, through outliers`(seed: UInt64) throws {
    let values = noise(60, around: 50, seed: seed) + noise(60, around: 52, seed: seed + 100)
    let changes = timed.changes(points(values))
    #expect(changes.count == 1)
    let change = try #require(changes.first)
    #expect((56...64).contains(change.index) && (1.4...2.6).contains(change.change))
  }

  @Test func `a step is told once four figures have it, and one figure is none`() {
    let before = noise(30, around: 50, seed: 3)
    #expect(timed.changes(points(before + [58])).isEmpty)
    #expect(timed.changes(points(before + [58, 58.2, 57.9, 58.1])).map(\.index) == [30])
    // As many points have come as a level has at least, and not so many that ranks alone tell.
    #expect(timed.changes(points([50, 50.1, 49.9])).isEmpty)
  }

  @Test func `what the figures' own intervals allow is no change`() {
    let values = noise(30, around: 50, seed: 5) + noise(30, around: 52, seed: 6)
    #expect(timed.changes(points(values, reach: 5)).isEmpty)
  }

  @Test func `a slope is told of now and then, and not at every point`() {
    let changes = timed.changes(points((0..<2000).map { Double($0) }))
    #expect((20...50).contains(changes.count) && changes.allSatisfy { $0.change > 0 })
  }

  @Test(arguments: 1...20) func `a window in motion is what sorting it says`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let values = (0..<200).map { _ in Double(Int.random(in: 0..<30, using: &random)) }
    var window = OrderedWindow(capacity: 20)
    for (index, value) in values.enumerated() {
      window.insert(value)
      if index >= 20 { window.remove(values[index - 20]) }
      let sample = Sample(values[max(0, index - 19)...index])
      #expect(window.median == sample.median)
      #expect(window.spread >= 0)
    }
  }

  @Test func `the rank test agrees with tables, and takes ties`() {
    // Two samples of ten wholly apart: two of 184,756 orders; the approximation is near that.
    let apart = RankTest((1...10).map(Double.init), (11...20).map(Double.init))
    #expect(apart.chance < 0.0002 && apart.chance > 0.00001)
    // U = 23 of two samples of ten is the table's limit for 5 % (Mann and Whitney's, two-sided).
    let some = RankTest([1, 2, 3, 4, 5, 6, 7, 14, 15, 16], [8, 9, 10, 11, 12, 13, 17, 18, 19, 20].map(Double.init))
    #expect(some.chance > 0.01 && some.chance < 0.06)
    #expect(RankTest([3, 3, 3], [3, 3, 3]).chance == 1)
    #expect(RankTest([], [1]).chance == 1)
  }
}
