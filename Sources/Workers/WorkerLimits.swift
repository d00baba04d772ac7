/// What one worker may take. A worker that takes more is killed, and that is an outcome.
public struct WorkerLimits: Hashable, Sendable {
  /// The longest time between two replies: a load is one such time, its repetitions included.
  public var silence: Duration
  /// Bytes of address space; nil for no limit.
  public var memory: UInt64?

  /// Limits. A verifier that walks a million instructions under load takes some 30 s at worst.
  public init(silence: Duration = .seconds(120), memory: UInt64? = 4 << 30) {
    self.silence = silence
    self.memory = memory
  }
}
