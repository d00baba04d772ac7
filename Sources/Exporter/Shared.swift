/// A value that takes some work, for many who ask for it: one work is under way at a time, and what is young enough is
/// given again. So the work does not grow with those who ask.
public actor Shared<Value: Sendable> {
  private let lifetime: Duration
  private let make: @Sendable () async -> Value
  private var kept: (value: Value, since: ContinuousClock.Instant)?
  private var work: Task<Value, Never>?

  /// A value that is not made yet.
  /// - Parameter lifetime: how long a value is given again.
  public init(lifetime: Duration, make: @escaping @Sendable () async -> Value) {
    self.lifetime = lifetime
    self.make = make
  }

  /// The value, at most that old.
  public func value() async -> Value {
    if let kept, kept.since.duration(to: .now) < lifetime { return kept.value }
    if let work { return await work.value }
    let work = Task { await make() }
    self.work = work
    let value = await work.value
    kept = (value, .now)
    self.work = nil
    return value
  }
}
