import Jobs

/// A job on its way to a worker.
struct WorkerRequest: Sendable {
  /// What is asked for.
  let job: Job
  /// The job's frame, to be written piece by piece.
  let pieces: [[UInt8]]
  /// Takes each reply after `hello`, in order.
  let receive: @Sendable (Hello, Reply, [[UInt8]]) async -> Void
}
