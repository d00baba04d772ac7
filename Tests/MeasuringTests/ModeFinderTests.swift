import Foundation
import Measuring
import TestSupport
import Testing

@Suite struct ModeFinderTests {
  /// How many of 200 samples of a distribution are said to have two levels.
  private func bimodal(_ count: Int, _ draw: (inout MadeUpMachine) -> Double) -> Int {
    var machine = MadeUpMachine(seed: 11)
    return (0..<200).count { _ in
      let sample = Sample((0..<count).map { _ in draw(&machine) })
      return ModeFinder().modes(of: sample).count == 2
    }
  }

  @Test func `one heap has one level, whatever its shape`() {
    for count in [20, 50, 150, 250] {
      let most = count < 100 ? 10 : 1
      #expect(bimodal(count) { $0.normal() } <= most)
      #expect(bimodal(count) { $0.uniform() } <= most)
      #expect(bimodal(count) { $0.tail() } <= most)
      #expect(bimodal(count) { -log(1 - $0.uniform()) } <= most)
    }
  }

  @Test func `two heaps have two, with their shares`() throws {
    // The base of an attached measurement kept to 433 ticks in some loads and to 463 in others.
    var machine = MadeUpMachine(seed: 5)
    let readings = (0..<100).map { _ in 433 + machine.normal() } + (0..<50).map { _ in 463 + machine.normal() }
    let modes = ModeFinder().modes(of: Sample(readings))
    let low = try #require(modes.first)
    let high = try #require(modes.dropFirst().first)
    #expect((low.center - 433).magnitude < 0.5 && (high.center - 463).magnitude < 0.5)
    #expect((low.share - 2.0 / 3).magnitude < 1e-12 && (high.share - 1.0 / 3).magnitude < 1e-12)
    #expect(bimodal(150) { ($0.uniform() < 0.2 ? 30 : 0) + $0.normal() } == 200)
  }

  @Test func `a few strays are no level`() {
    let readings = Array(repeating: 0.0, count: 95).enumerated().map { Double($0.offset % 5) } + [500, 501, 502]
    #expect(ModeFinder().modes(of: Sample(readings)).count == 1)
  }

  @Test func `neighbouring steps of a clock are one level`() {
    let readings = Sample((0..<40).map { $0 % 3 == 0 ? 28.39 : 28.40 })
    #expect(ModeFinder().modes(of: readings, step: 0.01).count == 1)
    #expect(ModeFinder().modes(of: readings).count == 2)
  }

  @Test func `no and few readings have no level and one`() {
    #expect(ModeFinder().modes(of: Sample([])).isEmpty)
    #expect(ModeFinder().modes(of: Sample([3])) == [ReadingMode(center: 3, share: 1)])
    #expect(ModeFinder().modes(of: Sample(Array(repeating: 3, count: 20))) == [ReadingMode(center: 3, share: 1)])
  }
}
