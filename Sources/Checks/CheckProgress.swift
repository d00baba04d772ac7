import Synchronization

/// How far a check is.
public struct CheckProgress: Sendable {
  /// Inputs that are done.
  public var done: Int
  /// Inputs in all.
  public var total: Int
  /// What is being worked on.
  public var current: String
  /// What the user is told before it happens, in a line of its own.
  public var announcement: String?
}

/// Counts inputs and reports every step.
final class ProgressMeter: Sendable {
  private let total: Int
  private let done = Mutex(0)
  private let hasAnnounced = Mutex(false)
  private let report: @Sendable (CheckProgress) -> Void

  init(total: Int, report: @escaping @Sendable (CheckProgress) -> Void) {
    self.total = total
    self.report = report
  }

  /// Something is begun.
  func begin(_ what: String) {
    report(CheckProgress(done: done.withLock { $0 }, total: total, current: what))
  }

  /// Something is about to happen that the user is told of: the first of its kind, which stands for all.
  func announce(_ what: String) {
    let isFirst = hasAnnounced.withLock { hasAnnounced in
      defer { hasAnnounced = true }
      return !hasAnnounced
    }
    guard isFirst else { return }
    report(CheckProgress(done: done.withLock { $0 }, total: total, current: what, announcement: what))
  }

  /// An input is done.
  func finish(_ what: String) {
    let count = done.withLock { done in
      done += 1
      return done
    }
    report(CheckProgress(done: count, total: total, current: what))
  }
}
