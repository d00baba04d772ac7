/// Measure what programs cost. The job's attachments are those of the object's `BenchVersion`, and of the one that it is
/// compared with, where there is one.
public struct BenchJob: Codable, Hashable, Sendable {
  /// The object's name for messages and for libbpf.
  public var objectName: String
  /// What is measured.
  public var subjects: [BenchSubject]
  /// Whether the machine counts its instructions: then its time-stamp counter is the clock, and exact.
  public var countsInstructions: Bool
  /// Step through one run of each subject too; only where instructions are counted.
  public var tracesRuns: Bool
  /// Further counters, by the names of `perf list`; only where time is taken.
  public var events: [String]
  /// The most bytes that the object's maps may take.
  public var mapMemoryLimit: UInt64
  /// Sizes given by the user.
  public var mapOverrides: [MapOverride]
  /// Modules that attaching takes: a virtual machine gets them.
  public var modules: [String]
  /// Run programs whose iterations are not bounded too.
  public var allowsUnbounded: Bool
  /// Attach programs that act on tasks that are not the worker's own.
  public var allowsEffects: Bool

  /// A job with the defaults of `assay bench`.
  public init(objectName: String, subjects: [BenchSubject]) {
    self.objectName = objectName
    self.subjects = subjects
    countsInstructions = false
    tracesRuns = false
    events = []
    mapMemoryLimit = 512 << 20
    mapOverrides = []
    modules = []
    allowsUnbounded = false
    allowsEffects = false
  }
}
