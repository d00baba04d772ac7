/// The change that is allowed: the larger of both.
public struct ChangeLimits: Codable, Hashable, Sendable {
  /// In percent of the base's total.
  public var percent: Double
  /// In nanoseconds; it does not count where the clock's unit is no fixed time.
  public var nanoseconds: Double

  /// Limits; the defaults are those of `assay bench`.
  public init(percent: Double = 1, nanoseconds: Double = 0.5) {
    self.percent = percent
    self.nanoseconds = nanoseconds
  }
}
