import Jobs
import Synchronization

/// Where a worker process and whoever has a job for it meet: at most one job at a time.
final class WorkerDesk: Sendable {
  typealias Answer = CheckedContinuation<Result<Hello, WorkerLoss>, Never>

  private struct State {
    var answer: Answer?
    var isHeard = false
    /// Set when the process is gone.
    var end: TransportError?
  }

  private let state = Mutex(State())

  /// Waits for the answer to a job; returns whether the process is there to give one. Otherwise it is given at once.
  func expect(_ answer: Answer) -> Bool {
    let end = state.withLock { state in
      if state.end == nil {
        state.answer = answer
        state.isHeard = false
      }
      return state.end
    }
    guard let end else { return true }
    answer.resume(returning: .failure(WorkerLoss(error: end, isUnheard: true)))
    return false
  }

  /// The process said something.
  func heard() { state.withLock { $0.isHeard = true } }

  /// The job is done.
  func finished(by hello: Hello) {
    let answer = state.withLock { state in
      defer { state.answer = nil }
      return state.answer
    }
    answer?.resume(returning: .success(hello))
  }

  /// The process is gone: that is the answer to the job that it had, and to all that come.
  func end(_ error: TransportError) {
    let (answer, isHeard) = state.withLock { state in
      state.end = error
      defer { state.answer = nil }
      return (state.answer, state.isHeard)
    }
    let wasEnded = if case .ended = error { true } else { false }
    answer?.resume(returning: .failure(WorkerLoss(error: error, isUnheard: wasEnded && !isHeard)))
  }
}
