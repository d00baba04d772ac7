public import Jobs

/// The smallest change that a series of so many loads tells from noise, by loads that were really measured.
public struct DetectableChange: Codable, Hashable, Sendable {
  /// Loads of a series.
  public var loads: Int
  /// The median over series, in the clock's units.
  public var median: Double
  /// What 95 of 100 series can tell.
  public var most: Double

  /// Of series that share no load; nil when there are too few loads for one, or when they have no second empty program.
  public init?(of pool: [BenchLoad], loads: Int, clock: BenchClock, burst: Int) {
    guard loads > 0 else { return nil }
    let series = stride(from: 0, through: pool.count - loads, by: loads).compactMap { start in
      CostFigures(
        Array(pool[start..<start + loads]), isAttached: false, clock: clock, burst: burst, draws: 200
      ).flatMap { figures in
        // What loads make of a change counts as well, where two equal programs were compared.
        figures.detectable.map { max($0, figures.change.map { max($0.high - $0.value, $0.value - $0.low) } ?? 0) }
      }
    }
    let sample = Sample(series)
    guard let median = sample.median, let most = sample.quantile(0.95) else { return nil }
    self.loads = loads
    self.median = median
    self.most = most
  }
}
