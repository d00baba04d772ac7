import Jobs
import Subprocess

/// A worker process that does jobs one after the other, until it is closed or one of them ends it.
final class WorkerProcess: Sendable {
  /// How a worker is ended: it is asked to, so that it ends its child first, and killed with it when that takes long.
  static let teardown = [
    TeardownStep.send(signal: .terminate, toProcessGroup: true, allowedDurationToNextStep: .seconds(5))
  ]

  private let desk = WorkerDesk()
  private let requests: AsyncStream<WorkerRequest>.Continuation
  private let life: Task<Void, Never>

  /// Starts one.
  /// - Parameters:
  ///   - path: the executable, for messages.
  ///   - silence: the longest time between two replies.
  init(_ configuration: Configuration, path: String, silence: Duration) {
    let (stream, requests) = AsyncStream<WorkerRequest>.makeStream()
    self.requests = requests
    let life = WorkerLife(configuration: configuration, path: path, silence: silence, desk: desk)
    self.life = Task { await life.run(stream) }
  }

  /// Nobody can have a job for it any more.
  deinit { requests.finish() }

  /// Has a job done. When it throws, the process is gone. Cancelling the task ends the process.
  func run(_ request: WorkerRequest) async throws(WorkerLoss) -> Hello {
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation { answer in
        if desk.expect(answer) { requests.yield(request) }
      }
    } onCancel: {
      life.cancel()
    }
    return try result.get()
  }

  /// Ends the process and waits until it is gone.
  func close() async {
    requests.finish()
    await life.value
  }
}
