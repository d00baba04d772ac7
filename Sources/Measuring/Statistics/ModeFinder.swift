/// Tells readings around one level from readings around two.
public struct ModeFinder: Hashable, Sendable {
  /// Levels are told apart when they are more than this many median deviations from each other.
  public var distance: Double
  /// A level has at least this part of the readings, and five of them: fewer are strays.
  public var leastShare: Double
  /// Between two levels, in the middle third of the way, is at most this part of the readings: one level with a long tail
  /// has more.
  public var mostBetween: Double

  /// A finder. With the defaults, 3 in 100 samples of one heap with long tails are taken for two at 50 readings, none at
  /// 150; two heaps are found for certain from 15 median deviations on.
  public init(distance: Double = 5, leastShare: Double = 0.1, mostBetween: Double = 0.03) {
    self.distance = distance
    self.leastShare = leastShare
    self.mostBetween = mostBetween
  }

  /// The levels of some readings, the lowest first: two or one, and none of no readings.
  ///
  /// The cut between two heaps is where the squared distances from the heaps' means are least; how far readings stray is
  /// the median distance from the own heap's median. A clock that moves in steps gives readings that do not stray at all:
  /// `step` is the least that they are taken to.
  public func modes(of readings: Sample, step: Double = 0) -> [ReadingMode] {
    let values = readings.sorted
    guard let median = readings.median else { return [] }
    let one = [ReadingMode(center: median, share: 1)]
    let least = max(5, Int((leastShare * Double(values.count)).rounded(.up)))
    guard values.count >= 2 * least, let cut = cut(values, least: least) else { return one }
    let low = Sample(values[..<cut])
    let high = Sample(values[cut...])
    guard let lowCenter = low.median, let highCenter = high.median else { return one }
    let strays = low.sorted.map { ($0 - lowCenter).magnitude } + high.sorted.map { ($0 - highCenter).magnitude }
    let way = highCenter - lowCenter
    guard way > distance * max(Sample(strays).median ?? 0, step) else { return one }
    let between = values.count { $0 > lowCenter + way / 3 && $0 < highCenter - way / 3 }
    guard Double(between) <= mostBetween * Double(values.count) else { return one }
    let share = Double(cut) / Double(values.count)
    return [ReadingMode(center: lowCenter, share: share), ReadingMode(center: highCenter, share: 1 - share)]
  }

  /// The count of values in the lower heap; nil where all are equal.
  private func cut(_ values: [Double], least: Int) -> Int? {
    // Around the middle, so that sums of large and close values keep their digits.
    let middle = values[values.count / 2]
    let total = values.reduce(0) { $0 + ($1 - middle) }
    var sum = 0.0
    var best: (count: Int, gain: Double)?
    for (index, value) in values.dropLast(least).enumerated() {
      sum += value - middle
      let count = index + 1
      guard count >= least, values[index] < values[index + 1] else { continue }
      let rest = total - sum
      let gain = sum * sum / Double(count) + rest * rest / Double(values.count - count)
      if best.map({ gain > $0.gain }) ?? true { best = (count, gain) }
    }
    return best?.count
  }
}
