/// What the kernel says of a program that was read out of it.
public struct BundleLoaded: Codable, Hashable, Sendable {
  /// The user who loaded it, by number.
  public var user: UInt32
  /// When it was loaded, as ISO 8601 writes it, in UTC.
  public var at: String
  /// The path that it was named by; nil when by its id.
  public var path: String?
  /// Bytes of the translated code, as the kernel says; nil where it says nothing.
  public var translatedBytes: Int?
  /// Bytes of machine code; nil where the JIT is off, or the kernel does not say.
  public var jitedBytes: Int?
  /// Instructions that the verifier walked; nil before Linux 5.16.
  public var verifiedInstructions: Int?
  /// Bytes of kernel memory that the code is charged for.
  public var memoryBytes: Int?
  /// Runs that were counted while statistics were kept.
  public var runs: Int
  /// Nanoseconds of those runs.
  public var nanoseconds: Int
  /// Runs that were left out because one was under way on the same processor; nil before Linux 5.12.
  public var misses: Int?
  /// Processes that had it, or a link of it, open.
  public var holders: [BundleProcess] = []
  /// The translated code as the kernel gave it, in the bundle: `struct bpf_insn`s; nil where it gave none.
  public var code: String?

  /// A program of which nothing was counted.
  public init(user: UInt32, at: String) {
    self.user = user
    self.at = at
    runs = 0
    nanoseconds = 0
  }
}
