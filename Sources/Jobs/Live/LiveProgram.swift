/// What a loaded program did in a window.
public struct LiveProgram: Codable, Hashable, Sendable {
  /// The kernel's number for it.
  public var id: UInt32
  /// Its function.
  public var name: String
  /// Its type, as `bpf_prog_type` names it.
  public var type: String
  /// The digest of its instructions.
  public var tag: String
  /// The path that it was asked for by.
  public var path: String?
  /// How often it ran.
  public var runs: Int
  /// Nanoseconds that it ran for, as the statistics say: with what taking the time itself takes.
  public var nanoseconds: Int
  /// Runs that were left out because one was under way on the same processor; nil before Linux 5.12.
  public var misses: Int?
  /// What the window's counters counted in its runs, in their order; empty where nothing was to be counted, or could be.
  public var counts: [LiveCount]
  /// Why nothing could be counted in its runs; nil where it was, or was not asked for.
  public var uncounted: Reason?
  /// Whether it was gone at the window's end: nothing is known of what it did.
  public var isGone: Bool

  /// A program.
  public init(id: UInt32, name: String, type: String, tag: String, path: String? = nil) {
    self.id = id
    self.name = name
    self.type = type
    self.tag = tag
    self.path = path
    runs = 0
    nanoseconds = 0
    counts = []
    isGone = false
  }
}
