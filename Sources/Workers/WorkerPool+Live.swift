public import Jobs

extension WorkerPool {
  /// Looks at loaded programs, and hands over each window when it is over.
  /// - Returns: why the worker could not, as it says itself; nil when it could.
  public func live(
    _ job: LiveJob, receive: @escaping @Sendable (LiveWindow) -> Void
  ) async throws(TransportError) -> JobFailure? {
    let failure = Slot<JobFailure>()
    _ = try await transport.run(.live(job), attachments: []) { _, reply, _ in
      switch reply {
      case .live(let window): receive(window)
      case .failed(let verdict, let reason): failure.fill(JobFailure(verdict: verdict, reason: reason))
      default: break
      }
    }
    return failure.value
  }
}
