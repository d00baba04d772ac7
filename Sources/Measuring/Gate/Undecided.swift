/// Why something could not be decided, and what would.
public struct Undecided: Codable, Hashable, Sendable {
  /// What stands in the way.
  public enum Reason: String, Codable, Sendable {
    /// There is nothing to compare with.
    case noBase = "no-base"
    /// The figure was not measured.
    case notMeasured = "not-measured"
    /// No two equal programs were measured: how large noise is, is not known.
    case unknownNoise = "unknown-noise"
    /// More than half of the rounds were dropped.
    case disturbed
    /// Noise is as large as what is looked for.
    case noisy
    /// The interval is on both sides of what it is held against.
    case wideInterval = "wide-interval"
    /// Boots of the same machine counted differently.
    case bootsDisagree = "boots-disagree"
    /// The program does not do the same in each run.
    case unsteady
    /// What it is compared with was measured under other conditions.
    case otherConditions = "other-conditions"
  }
  /// What would decide it.
  public enum Remedy: Codable, Hashable, Sendable {
    /// So many fresh loads.
    case loads(Int)
    /// Longer bursts: the clock's step is too large for these.
    case longerBursts
    /// A machine with less to do.
    case quieterMachine
    /// Counting instructions.
    case exactMode
    /// A machine whose processor's cycles can be counted.
    case cycleCounter
    /// Measuring the program attached.
    case attaching
    /// Measuring both side by side in one run.
    case pairing
    /// The same input, and maps as new, for each run.
    case sameInput
  }
  /// The reason.
  public var reason: Reason
  /// The remedies, the one that most likely helps first.
  public var remedies: [Remedy]

  /// A reason with its remedies.
  public init(_ reason: Reason, remedies: [Remedy]) {
    self.reason = reason
    self.remedies = remedies
  }
}
