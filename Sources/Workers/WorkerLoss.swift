/// Why a worker process did not finish a job. The process is gone.
struct WorkerLoss: Error {
  /// What became of the job.
  var error: TransportError
  /// The process ended by itself without a word since it was given the job.
  var isUnheard: Bool
}
