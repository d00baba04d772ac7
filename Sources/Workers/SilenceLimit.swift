import Synchronization

/// Whether a worker has been silent for too long. Time that we ourselves need for its replies does not count.
package final class SilenceLimit: Sendable {
  private struct State {
    /// Since when we wait for the worker; nil while it waits for us.
    var waitingSince: ContinuousClock.Instant?
    var exceeded = false
  }

  private let limit: Duration
  private let state = Mutex(State(waitingSince: .now))

  /// A limit that counts from now.
  package init(_ limit: Duration) {
    self.limit = limit
  }

  /// Whether the limit was exceeded.
  package var isExceeded: Bool { state.withLock { $0.exceeded } }

  /// The worker said something; we are busy with it.
  package func heard() { state.withLock { $0.waitingSince = nil } }

  /// We wait for the worker again.
  package func waiting() { state.withLock { $0.waitingSince = .now } }

  /// Returns when the limit is exceeded, or when the task is cancelled: true and false.
  package func watch() async -> Bool {
    while true {
      let since = state.withLock { $0.waitingSince }
      guard (try? await Task.sleep(until: (since ?? .now) + limit, clock: .continuous)) != nil else { return false }
      let exceeded = state.withLock { state in
        guard let since, state.waitingSince == since else { return false }
        state.exceeded = true
        return true
      }
      if exceeded { return true }
    }
  }
}
