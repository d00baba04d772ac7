/// What a reading was taken from, and in which unit it is. A clock is never named for more than it is: cycles are only
/// what a cycle counter counted.
public struct BenchClock: Codable, Hashable, Sendable {
  /// The clocks, the best first.
  public enum Rung: String, Codable, Sendable, CaseIterable {
    /// Instructions of a machine that counts each of them: exact.
    case instructions
    /// Cycles of the processor's own counter.
    case cycles
    /// Cycles of the core from `msr/aperf`.
    case coreCycles = "core-cycles"
    /// Reference cycles: a time, at the processor's nominal rate.
    case referenceCycles = "ref-cycles"
    /// Ticks of the time-stamp counter while the task ran: a time, not cycles.
    case tsc
    /// Nanoseconds that the task ran.
    case taskClock = "task-clock"
    /// Nanoseconds that passed, whoever ran.
    case wallClock = "wall-clock"
  }
  /// Which clock.
  public var rung: Rung
  /// Its units in a second; nil where a unit is no fixed time.
  public var frequency: Double?
  /// The smallest step that it moves by, in its units.
  public var step: Double

  /// A clock.
  public init(_ rung: Rung, frequency: Double?, step: Double = 1) {
    self.rung = rung
    self.frequency = frequency
    self.step = step
  }
}
