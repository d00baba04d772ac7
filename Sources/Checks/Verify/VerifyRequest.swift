public import Jobs

/// What `assay verify` is asked to do.
public struct VerifyRequest: Sendable {
  /// Files, directories and `@LIST`s.
  public var arguments: [String] = []
  /// Patterns for the programs' names; none for all.
  public var programs: [String] = []
  /// What every job is made from: log level, limits, flags.
  public var job = VerifyJob(objectName: "")
  /// `NAME=VALUE` presets for globals, and `@FILE`s of them.
  public var presets: [String] = []
  /// An object and the program in it that a freplace program replaces, as `OBJECT:PROGRAM`.
  public var replaceTarget: String?
  /// Whether rows say where the verifier's work went; takes a job with the full log.
  public var findsHotSpots = false
  /// How the inputs are built.
  public var build = BuildRequest()
  /// A directory for raw logs.
  public var logDirectory: String?
  /// Workers at once; as many as there are cores when nil.
  public var parallelism: Int?
  /// The most bytes that an object's maps may take; what `assay.yml` says, or 512 MiB, when nil.
  public var mapMemory: UInt64?
  /// Seconds that one program's load may take; a minute on the host and ten in a virtual machine when nil.
  public var timeLimit: Double?

  /// Whether programs that load are attached, for a moment; in virtual machines only when nil.
  public var attach: Bool?
  /// What to do while one is attached.
  public var driver: Driver?

  /// A request with the defaults of `assay verify`.
  public init() {}
}
