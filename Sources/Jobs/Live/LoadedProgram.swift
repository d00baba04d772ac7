/// A program that is loaded: what the kernel has counted since it was, and what it knows of it.
public struct LoadedProgram: Codable, Hashable, Sendable {
  /// The kernel's number for it; another load of the same program has another.
  public var id: UInt32
  /// Its function.
  public var name: String
  /// Its type, as `bpf_prog_type` names it.
  public var type: String
  /// The digest of its instructions.
  public var tag: String
  /// Runs that were counted while statistics were kept.
  public var runs: Int
  /// Nanoseconds of those runs, with what taking the time itself takes.
  public var nanoseconds: Int
  /// Runs that were left out because one was under way on the same processor; nil before Linux 5.12.
  public var misses: Int?
  /// Instructions that the verifier walked; nil before Linux 5.16.
  public var verifiedInstructions: Int?
  /// Bytes of machine code; nil where the JIT is off, or this process may not know.
  public var jitedBytes: Int?
  /// Bytes of kernel memory that its instructions are charged for.
  public var memoryBytes: Int?
  /// Bytes of kernel memory of the maps that it uses; nil where this process may not open them.
  public var mapBytes: Int?

  /// A program of which nothing was counted.
  public init(id: UInt32, name: String, type: String, tag: String) {
    self.id = id
    self.name = name
    self.type = type
    self.tag = tag
    runs = 0
    nanoseconds = 0
  }
}
