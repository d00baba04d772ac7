import Jobs
import Measuring
import Testing

@Suite struct DetectableChangeTests {
  private static let ticks = BenchClock(.tsc, frequency: 1e9, step: 1)

  /// Loads whose two empty programs differ by some units.
  private func pool(_ differences: [Double], hasControl: Bool = true) -> [BenchLoad] {
    differences.map { difference in
      BenchLoad(
        arms: [
          .init(.twin, readings: Array(repeating: 50, count: 9)),
          .init(.head, readings: Array(repeating: 90, count: 9)),
        ] + (hasControl ? [.init(.control, readings: Array(repeating: 50 + difference, count: 9))] : []))
    }
  }

  @Test func `what can be told grows with what equal programs differ by`() throws {
    let quiet = try #require(DetectableChange(of: pool([0, 0, 0, 0, 0, 0]), loads: 3, clock: Self.ticks, burst: 1000))
    let noisy = try #require(
      DetectableChange(of: pool([-4, 5, 4, -5, 4, -4]), loads: 3, clock: Self.ticks, burst: 1000))
    #expect(quiet.loads == 3 && quiet.median == 0.3 && quiet.most == 0.3)
    #expect(noisy.median > 4 && noisy.most >= noisy.median)
  }

  @Test func `nothing is said without equal programs, or with too few loads`() {
    #expect(DetectableChange(of: pool([0, 0, 0], hasControl: false), loads: 3, clock: Self.ticks, burst: 1) == nil)
    #expect(DetectableChange(of: pool([0, 0]), loads: 3, clock: Self.ticks, burst: 1) == nil)
    #expect(DetectableChange(of: pool([0, 0]), loads: 0, clock: Self.ticks, burst: 1) == nil)
  }
}
