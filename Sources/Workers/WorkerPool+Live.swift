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

  /// Loaded programs as they are at this moment.
  public func loaded(_ selection: LoadedSelection) async throws(TransportError) -> Result<LoadedPrograms, JobFailure> {
    let programs = Slot<Result<LoadedPrograms, JobFailure>>()
    _ = try await transport.run(.loaded(LoadedJob(selection)), attachments: []) { _, reply, _ in
      switch reply {
      case .loaded(let found): programs.fill(.success(found))
      case .failed(let verdict, let reason): programs.fill(.failure(JobFailure(verdict: verdict, reason: reason)))
      default: break
      }
    }
    guard let programs = programs.value else { throw .order("it finished without the loaded programs") }
    return programs
  }

  /// Reads loaded programs out of the kernel, and hands over each part with its attachments.
  /// - Returns: why the worker could not, as it says itself; nil when it could.
  public func readOut(
    _ selection: LoadedSelection, receive: @escaping @Sendable (LoadedPart, [[UInt8]]) -> Void
  ) async throws(TransportError) -> JobFailure? {
    let failure = Slot<JobFailure>()
    _ = try await transport.run(.readOut(LoadedJob(selection)), attachments: []) { _, reply, attachments in
      switch reply {
      case .readOut(let part): receive(part, attachments)
      case .failed(let verdict, let reason): failure.fill(JobFailure(verdict: verdict, reason: reason))
      default: break
      }
    }
    return failure.value
  }

  /// Has the kernel keep statistics of programs until the task is cancelled, which it throws then.
  /// - Parameter begun: called once they are kept.
  /// - Returns: why they are not, as the worker says itself.
  public func keepStatistics(_ begun: @escaping @Sendable () -> Void) async throws(TransportError) -> JobFailure {
    let failure = Slot<JobFailure>()
    _ = try await transport.run(.keepStatistics, attachments: []) { _, reply, _ in
      switch reply {
      case .keepsStatistics: begun()
      case .failed(let verdict, let reason): failure.fill(JobFailure(verdict: verdict, reason: reason))
      default: break
      }
    }
    guard let failure = failure.value else { throw .order("it stopped keeping statistics by itself") }
    return failure
  }
}
