public import Jobs

/// A way to have a job done on some kernel: in a child process, or in a virtual machine.
public protocol Transport: Sendable {
  /// Sends the job and hands over each reply that comes after `hello`, in order, with its attachments. Returns who
  /// answered once the worker has finished. When it throws, the worker is gone and replies handed over before count.
  /// Cancelling the task ends the worker.
  func run(
    _ job: Job, attachments: [[UInt8]], receive: @escaping @Sendable (Hello, Reply, [[UInt8]]) async -> Void
  ) async throws(TransportError) -> Hello

  /// Ends what waits for further jobs, and returns when it is gone. To be called once no job is under way.
  func close() async
}
