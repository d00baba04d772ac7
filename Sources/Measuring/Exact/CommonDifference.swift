/// By how much readings of one kind most often exceed those of another, each compared with each. What happens to both now
/// and then - the kernel takes an object from another list, a tick comes - spreads them alike, and is in most pairs in
/// neither or in both.
struct CommonDifference {
  /// The difference.
  let value: Double
  /// The part of all pairs that differ by it.
  let share: Double
  /// The part of those that differ by the next most common one.
  let nextShare: Double

  /// Nil when there is nothing to compare. Of differences that are equally common the smallest counts.
  init?(of readings: [Double], less others: [Double]) {
    let counts = Self.counted(readings)
    let otherCounts = Self.counted(others)
    var pairs: [Int: Int] = [:]
    for (reading, count) in counts {
      for (other, otherCount) in otherCounts {
        guard let difference = Int(exactly: ((reading - other) * Self.scale).rounded()) else { continue }
        pairs[difference, default: 0] += count * otherCount
      }
    }
    let order = pairs.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    guard let most = order.first else { return nil }
    let all = Double(readings.count * others.count)
    value = Double(most.key) / Self.scale
    share = Double(most.value) / all
    nextShare = order.count > 1 ? Double(order[1].value) / all : 0
  }

  /// Readings are compared to a hundred-thousandth: bursts of as many runs differ by no less.
  private static let scale = 1e5

  private static func counted(_ readings: [Double]) -> [Double: Int] {
    Dictionary(readings.map { ($0, 1) }, uniquingKeysWith: +)
  }

  /// Whether no other difference comes near it, so that further readings would tell no other one. Where a deed has several
  /// runs, each of them may go another way, and what is most common of them all need not be of any.
  func isClear(runs: Double) -> Bool { share >= (runs > 1 ? 3 : 1.3) * nextShare }
}
