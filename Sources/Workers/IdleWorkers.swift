import Synchronization

/// The workers that wait for their next job.
final class IdleWorkers: Sendable {
  private let processes = Mutex<[WorkerProcess]>([])

  /// Takes the one that was busy last.
  func take() -> WorkerProcess? { processes.withLock { $0.popLast() } }

  /// Takes all.
  func takeAll() -> [WorkerProcess] {
    processes.withLock { processes in
      defer { processes = [] }
      return processes
    }
  }

  /// Keeps one.
  func put(_ process: WorkerProcess) { processes.withLock { $0.append(process) } }
}
