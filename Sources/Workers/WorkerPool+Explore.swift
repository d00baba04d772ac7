public import Jobs

extension WorkerPool {
  /// Searches for inputs that make a program do something new, and hands over what is to be said of it as it comes.
  /// - Parameters:
  ///   - object: the object's bytes.
  ///   - values: what the slices in the cases are of.
  ///   - receive: takes the news, and what their slices are of.
  /// - Returns: who answered, and why the worker could not, as it says itself; no reason when it could.
  public func explore(
    _ job: ExploreJob, cases: [TestCase], object: [UInt8], values: [UInt8],
    receive: @escaping @Sendable (ExploreNews, [UInt8], Hello) -> Void
  ) async throws(TransportError) -> (hello: Hello, failure: JobFailure?) {
    let failure = Slot<JobFailure>()
    let hello = try await transport.run(
      .explore(job), attachments: [object, TestCase.packed(cases), values]
    ) { hello, reply, attachments in
      switch reply {
      case .explored(let news): receive(news, attachments.first ?? [], hello)
      case .failed(let verdict, let reason): failure.fill(JobFailure(verdict: verdict, reason: reason))
      default: break
      }
    }
    return (hello, failure.value)
  }
}
