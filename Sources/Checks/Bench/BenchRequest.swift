/// What `assay bench` is asked to do.
public struct BenchRequest: Sendable {
  /// Objects, C files and directories.
  public var arguments: [String] = []
  /// Patterns for the programs' names; none for all.
  public var programs: [String] = []
  /// How objects are built, and the kernels.
  public var build = BuildRequest()
  /// Count instructions in a virtual machine, instead of taking time on this one.
  public var isExact = false
  /// Step through a run of each program, where instructions are counted, to tell which lines they go to.
  public var tracesRuns = false
  /// Give each instruction's cost, where instructions are counted.
  public var isAnnotated = false
  /// What is compared with: an object, C file or directory, the report of an earlier run, or a commit.
  public var base: String?
  /// The driver that makes attached programs run; found by trial when nil.
  public var driver: String?
  /// A command for a shell that makes attached programs run, and whose time is taken, instead of a driver.
  public var workload: String?
  /// Further events to count, by the names of `perf list`.
  public var events: [String] = []
  /// Fresh loads; nil for the mode's own.
  public var loads: Int?
  /// Rounds of a load; nil for the mode's own.
  public var rounds: Int?
  /// Seconds that one subject may be silent; nil for the transport's own.
  public var timeLimit: Double?
  /// Whether the host may run what cannot be interrupted and has no bound that can be shown.
  public var allowsUnbounded = false
  /// Whether the host may run what has effects on other tasks.
  public var allowsHostEffects = false

  /// A request with the defaults of `assay bench`.
  public init() {}
}
