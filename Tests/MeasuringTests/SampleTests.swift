import Measuring
import TestSupport
import Testing

@Suite struct SampleTests {
  @Test func `medians, deviations and quantiles are those of the textbook`() throws {
    let sample = Sample([9, 1, 5, 3, 7])
    #expect(sample.median == 5)
    #expect(sample.medianDeviation == 2)
    #expect(Sample([1, 2, 3, 10]).median == 2.5)
    #expect(sample.quantile(0) == 1)
    #expect(sample.quantile(1) == 9)
    #expect(sample.quantile(0.25) == 3)
    #expect(sample.quantile(0.9) == 8.2)
    #expect(sample.quantile(-3) == 1)
    #expect(sample.quantile(7) == 9)
  }

  @Test func `nothing has no figure and one number is its own`() {
    let empty = Sample([])
    #expect(empty.median == nil && empty.medianDeviation == nil && empty.quantile(0.5) == nil)
    let one = Sample([4])
    #expect(one.median == 4 && one.medianDeviation == 0 && one.quantile(0.95) == 4)
    #expect(one.quantile(.nan) == nil)
  }

  @Test func `what is no number is left out`() {
    let sample = Sample([.nan, 2, .infinity, 1, -.infinity, 3])
    #expect(sample.sorted == [1, 2, 3])
  }

  @Test func `figures follow scale and shift and forget the order`() throws {
    var generator = SeededGenerator(seed: 3)
    for count in 1...40 {
      let values = (0..<count).map { _ in Double(Int.random(in: -1000...1000, using: &generator)) }
      let sample = Sample(values)
      let moved = Sample(values.shuffled(using: &generator).map { $0 * 4 - 64 })
      #expect(moved.median == sample.median.map { $0 * 4 - 64 })
      #expect(moved.medianDeviation == sample.medianDeviation.map { $0 * 4 })
      let quantile = try #require(sample.quantile(0.9))
      #expect(try (#require(moved.quantile(0.9)) - (quantile * 4 - 64)).magnitude < 1e-9)
    }
  }
}
