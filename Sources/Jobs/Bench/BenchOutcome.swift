/// What measuring a subject came to: raw readings. What they mean is estimated by who asked.
public struct BenchOutcome: Codable, Hashable, Sendable {
  /// The subject's number.
  public var subject: Int
  /// What the readings are of.
  public var clock: BenchClock?
  /// The further counters, as they were asked for.
  public var counters: [String]
  /// A digest of what figures of this machine depend on, where time was taken: only where it is the same are times of two
  /// runs compared.
  public var machine: String?
  /// The driver that made the program run; nil for test runs.
  public var driver: BenchDriver?
  /// The words of the command that made the program run; nil where a driver did, and for test runs.
  public var workload: [String]?
  /// Runs of the program in a second of that command.
  public var runsPerSecond: Double?
  /// Runs of the program for each time that the driver did its deed; 1 for test runs.
  public var runsPerDeed: Double
  /// Runs, or deeds, in a burst.
  public var burst: Int
  /// The readings, one a fresh load.
  public var loads: [BenchLoad]
  /// Whether the program changes what it finds at its next run: its packet, or its maps.
  public var isStateful: Bool
  /// One run, instruction by instruction, where it was asked for.
  public var trace: RunTrace?
  /// One run of what it is compared with, likewise.
  public var baseTrace: RunTrace?
  /// Why there is no trace, where one was asked for.
  public var untraced: Reason?
  /// Why what it is compared with could not be measured beside it, where it has the program.
  public var baseFailure: CaseFailure?
  /// Why it could not be measured, or not to the end.
  public var failure: CaseFailure?

  /// Whether the program was measured attached.
  public var isAttached: Bool { driver != nil || workload != nil }

  /// An outcome without readings.
  public init(subject: Int) {
    self.subject = subject
    counters = []
    runsPerDeed = 1
    burst = 0
    loads = []
    isStateful = false
  }
}
