/// What was read of an arm, nothing taken off.
public struct GrossFigures: Codable, Hashable, Sendable {
  /// The median of all rounds of all loads.
  public var median: Double
  /// The smallest round.
  public var minimum: Double
  /// The median distance from the median.
  public var deviation: Double

  /// The figures of some readings; nil for none.
  public init?(_ readings: Sample) {
    guard let median = readings.median, let minimum = readings.sorted.first, let deviation = readings.medianDeviation
    else {
      return nil
    }
    self.median = median
    self.minimum = minimum
    self.deviation = deviation
  }
}
