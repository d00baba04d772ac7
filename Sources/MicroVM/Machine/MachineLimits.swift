/// What one machine may take.
public struct MachineLimits: Hashable, Sendable {
  /// The longest time between two replies: a load is one such time. An emulated kernel is up to 30 times slower, and the
  /// machine that it runs on may be busy: the limit is there for what never ends.
  public var silence: Duration
  /// The longest time from the start to the first reply.
  public var boot: Duration

  /// Limits.
  public init(silence: Duration = .seconds(600), boot: Duration = .seconds(300)) {
    self.silence = silence
    self.boot = boot
  }
}
