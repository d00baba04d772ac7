public import Jobs

extension BenchClock {
  /// Units of the clock as nanoseconds; nil where a unit is no fixed time: cycles and instructions.
  public func nanoseconds(_ units: Double) -> Double? { nanosecondsInUnit.map { units * $0 } }

  /// A figure in the clock's units as nanoseconds; nil where a unit is no fixed time.
  public func nanoseconds(_ figure: Estimate) -> Estimate? { nanosecondsInUnit.map { figure.scaled(by: $0) } }

  /// Nanoseconds as units of the clock; nil where a unit is no fixed time.
  public func units(nanoseconds: Double) -> Double? { nanosecondsInUnit.map { nanoseconds / $0 } }

  /// Whether a unit is a cycle of a core. Time is never taken for cycles, at whatever rate its counter runs.
  public var countsCycles: Bool { rung == .cycles || rung == .coreCycles }

  private var nanosecondsInUnit: Double? {
    switch rung {
    case .instructions, .cycles, .coreCycles: nil
    case .referenceCycles, .tsc, .taskClock, .wallClock:
      frequency.flatMap { $0.isFinite && $0 > 0 ? 1e9 / $0 : nil }
    }
  }
}
