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
  /// The configuration file; found above each input when nil.
  public var configuration: String?
  /// More compiler flags.
  public var compilerFlags: [String] = []
  /// The compiler; found when nil.
  public var compiler: String?
  /// Raw BTF to write `vmlinux.h` from; the running kernel's when nil.
  public var kernelTypes: String?
  /// The worker's path; found beside `assay` when nil.
  public var worker: String?
  /// Where compiled objects and headers are kept; the user's cache directory when nil.
  public var cacheDirectory: String?
  /// A directory for raw logs.
  public var logDirectory: String?
  /// Workers at once; as many as there are cores when nil.
  public var parallelism: Int?
  /// The most bytes that an object's maps may take; what `assay.yml` says, or 512 MiB, when nil.
  public var mapMemory: UInt64?
  /// Seconds that one program's load may take.
  public var timeLimit = 60.0

  /// A request with the defaults of `assay verify`.
  public init() {}
}
