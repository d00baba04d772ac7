import Glibc

/// Whether two samples are of one distribution, by the ranks of their values (Mann and Whitney, 1947): no shape is taken for
/// granted, and how far out an outlier lies does not matter.
struct RankTest: Hashable {
  /// How often samples of one distribution are at least as unlike, either way. By the normal approximation with the
  /// correction for ties and for continuity.
  let chance: Double
  init(_ one: [Double], _ other: [Double]) {
    let values = (one.map { ($0, true) } + other.map { ($0, false) }).sorted { $0.0 < $1.0 }
    var ranks = 0.0
    var ties = 0.0
    var start = 0
    while start < values.count {
      var end = start
      while end < values.count, values[end].0 == values[start].0 { end += 1 }
      let count = Double(end - start)
      ties += count * count * count - count
      let rank = Double(start + end + 1) / 2
      ranks += rank * Double(values[start..<end].count { $0.1 })
      start = end
    }
    let (first, second) = (Double(one.count), Double(other.count))
    let all = first + second
    let pairs = ranks - first * (first + 1) / 2
    let mean = first * second / 2
    let variance = first * second / 12 * (all + 1 - ties / max(all * (all - 1), 1))
    let distance = variance > 0 ? max(abs(pairs - mean) - 0.5, 0) / variance.squareRoot() : 0
    chance = erfc(distance / 2.0.squareRoot())
  }
}
