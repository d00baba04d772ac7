/// A figure, its value in each load, and the values that it took when loads and rounds were drawn anew: replicates of
/// several figures are of the same draws, so that their sums and ratios are replicates too.
struct Replicates: Hashable, Sendable {
  /// The figure: the median over loads.
  var value: Double
  /// What each load says.
  var loads: [Double]
  /// What each draw says.
  var drawn: [Double]

  /// A figure combined with another of the same draws.
  func combined(with other: Replicates, _ operation: (Double, Double) -> Double) -> Replicates {
    Replicates(
      value: operation(value, other.value), loads: zip(loads, other.loads).map(operation),
      drawn: zip(drawn, other.drawn).map(operation))
  }

  /// How far a figure that is known to be nothing strays from it in 95 of 100 draws, and at least as far as Student's t makes
  /// of so few loads. That it is nothing is known, so that even one load tells something: little, and the reach is large.
  var reach: Double {
    let seen = Sample(drawn.map(\.magnitude)).quantile(0.95) ?? value.magnitude
    guard let quantile = Student.quantile(loads.count) else { return seen }
    let spread = (loads.reduce(0) { $0 + $1 * $1 } / Double(loads.count)).squareRoot()
    return max(seen, quantile * Student.spreadOfMedian(loads.count) * spread)
  }

  /// The figure with its interval: the middle 95 % of the draws, and at least as wide as Student's t asks for so few loads.
  ///
  /// Three loads can only be drawn in ten ways, and their extremes hold the true median 75 times in 100. So what loads
  /// differ by is taken as an estimate with few degrees of freedom. A single load says nothing of it: then `noise` does, what
  /// it said of a difference that is known to be nothing. With more loads it would not help: empty programs stray less than
  /// those that do something.
  func estimate(noise: [Double] = []) -> Estimate {
    let draws = Sample(drawn)
    let low = min(value, draws.quantile(0.025) ?? value)
    let high = max(value, draws.quantile(0.975) ?? value)
    let mean = loads.isEmpty ? 0 : loads.reduce(0, +) / Double(loads.count)
    let strays = loads.count > 1 ? loads.map { $0 - mean } : noise
    let squares = strays.reduce(0) { $0 + $1 * $1 }
    let degrees = loads.count > 1 ? loads.count - 1 : noise.count
    let half =
      Student.quantile(degrees).map { quantile in
        quantile * Student.spreadOfMedian(loads.count) * (squares / Double(degrees)).squareRoot()
      } ?? 0
    return Estimate(
      value: value, low: min(low, value - half), high: max(high, value + half), least: loads.min() ?? value,
      most: loads.max() ?? value)
  }
}
