import Jobs
import Workers

/// How a machine ended.
enum MachineEnd: Sendable {
  /// It had done all its jobs.
  case finished
  /// It never got as far as its first process; why.
  case neverUp(Reason)
  /// It went down after that; how, and the last lines of its console.
  case down(WorkerEnd.Cause, console: [String])
  /// The task that ran it was cancelled.
  case cancelled

  /// Whether it came up.
  var isUp: Bool {
    if case .neverUp = self { false } else { true }
  }
}
