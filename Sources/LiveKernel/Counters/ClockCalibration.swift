/// Finds how fast a clock goes and by how much it moves.
struct ClockCalibration {
  var time: TimeSource

  /// Nanoseconds that the time-stamp counter is watched for.
  private static let watch: UInt64 = 5_000_000
  /// Nanoseconds that another clock is watched for at a time: less than a task usually keeps its processor.
  private static let window: UInt64 = 500_000
  /// Reads by which a step is found.
  private static let reads = 1000

  /// Ticks of the time-stamp counter in a second; nil where there is none. It counts while the task waits, as time passes:
  /// what disturbs the task does not matter, but between two reads that belong together.
  func timeStampFrequency() -> Double? {
    let first = moment()
    guard first.ticks != 0 else { return nil }
    while time.nanoseconds() < first.nanoseconds &+ Self.watch {}
    let last = moment()
    guard last.nanoseconds > first.nanoseconds, last.ticks > first.ticks else { return nil }
    return Double(last.ticks - first.ticks) * 1e9 / Double(last.nanoseconds - first.nanoseconds)
  }

  /// Both clocks at once: of ten readings the one with the least time about it.
  private func moment() -> (nanoseconds: UInt64, ticks: UInt64) {
    var best: (nanoseconds: UInt64, ticks: UInt64) = (0, 0)
    var least = UInt64.max
    for _ in 0..<10 {
      let before = time.ticks()
      let nanoseconds = time.nanoseconds()
      let after = time.ticks()
      if after &- before < least {
        least = after &- before
        best = (nanoseconds, before &+ (after &- before) / 2)
      }
    }
    return best
  }

  /// A clock's units in a second, of windows in which the task kept its processor; nil when it never did.
  func frequency(of group: inout CounterGroup) -> Double? {
    var rates: [Double] = []
    for _ in 0..<40 where rates.count < 5 {
      let start = time.nanoseconds()
      guard let first = group.read() else { continue }
      while time.nanoseconds() < start &+ Self.window {}
      let end = time.nanoseconds()
      guard let last = group.read() else { continue }
      let burst = last.since(first)
      if !burst.isDisturbed, end > start { rates.append(burst.value * 1e9 / Double(end - start)) }
    }
    return rates.isEmpty ? nil : rates.sorted()[rates.count / 2]
  }

  /// The smallest step that a clock moves by, in its units.
  ///
  /// A read takes about as long as the last one: what lies between two of them comes in few sizes, and those lie a step
  /// apart - or a step and a unit, where the step is no whole number of units. A clock that moves by one comes in sizes of
  /// every number.
  func step(of group: inout CounterGroup) -> Double {
    var differences: Set<Double> = []
    var earlier = group.read()
    for _ in 0..<Self.reads {
      let later = group.read()
      if let earlier, let later {
        let burst = later.since(earlier)
        if !burst.isDisturbed { differences.insert(burst.value) }
      }
      earlier = later
    }
    var runs: [ClosedRange<Double>] = []
    for difference in differences.sorted() {
      if let last = runs.last, difference - last.upperBound <= 1 {
        runs[runs.count - 1] = last.lowerBound...difference
      } else {
        runs.append(difference...difference)
      }
    }
    guard runs.allSatisfy({ $0.upperBound - $0.lowerBound < 2 }) else { return 1 }
    return zip(runs, runs.dropFirst()).map { $1.upperBound - $0.upperBound }.min() ?? 1
  }
}
