public import Jobs

/// The raw readings behind the figures of a program, where time was taken. They may be dropped when they are old.
public struct RecordedReadings: Codable, Hashable, Sendable {
  /// The program.
  public var program: TrackedProgram
  /// The kernel.
  public var kernel: String
  /// The case.
  public var testCase: String?
  /// What made the program run.
  public var driver: String?
  /// What the readings are of.
  public var clock: BenchClock
  /// The readings, one a fresh load.
  public var loads: [BenchLoad]

  /// Readings of a program.
  public init(
    program: TrackedProgram, kernel: String, testCase: String? = nil, driver: String? = nil, clock: BenchClock,
    loads: [BenchLoad]
  ) {
    self.program = program
    self.kernel = kernel
    self.testCase = testCase
    self.driver = driver
    self.clock = clock
    self.loads = loads
  }
}
