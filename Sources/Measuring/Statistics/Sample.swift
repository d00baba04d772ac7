/// Numbers in order. What is no number, or infinite, is left out, so that no figure of a sample ever is either.
public struct Sample: Hashable, Sendable {
  /// The numbers, the smallest first.
  public let sorted: [Double]

  /// A sample of the finite ones among some numbers.
  public init(_ values: some Sequence<Double>) {
    sorted = values.filter(\.isFinite).sorted()
  }

  /// The number that half of the others are below, the mean of two for an even count; nil for none.
  public var median: Double? {
    sorted.isEmpty ? nil : (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
  }

  /// The median distance from the median; nil for no numbers. Of a normal distribution it is 0.6745 standard deviations.
  public var medianDeviation: Double? {
    guard let median else { return nil }
    return Sample(sorted.map { ($0 - median).magnitude }).median
  }

  /// The number that a share of the others is below, between two neighbours in proportion; nil for no numbers. The share is
  /// brought between 0 and 1.
  public func quantile(_ share: Double) -> Double? {
    guard let last = sorted.indices.last, share.isFinite else { return nil }
    let place = min(max(share, 0), 1) * Double(last)
    let below = Int(place)
    guard below < last else { return sorted[last] }
    return sorted[below] + (sorted[below + 1] - sorted[below]) * (place - Double(below))
  }
}
