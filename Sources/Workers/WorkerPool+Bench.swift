public import Jobs

extension WorkerPool {
  /// Measures subjects, and hands over what came of each: every one has an outcome afterwards. One that ends its worker
  /// has the outcome `environment`; those after it go on in another worker. It throws only when no worker could be asked
  /// anything.
  /// - Parameters:
  ///   - head: the object, and the subjects' cases.
  ///   - base: what it is compared with.
  ///   - conditions: takes what the machine is like, before the first outcome.
  ///   - receive: takes the outcomes, in the subjects' order.
  /// - Returns: who answered last; nil when there was nothing to measure.
  @discardableResult
  public func bench(
    _ job: BenchJob, head: BenchVersion, base: BenchVersion?,
    conditions: @escaping @Sendable (Survey) -> Void = { _ in },
    receive: @escaping @Sendable (BenchOutcome) -> Void
  ) async throws(TransportError) -> Hello? {
    var left = job
    var last: Hello?
    while !left.subjects.isEmpty {
      let ledger = BenchLedger(left.subjects.map(\.number))
      let numbers = Set(left.subjects.map(\.number))
      let attachments = head.packed(for: numbers) + (base?.packed(for: numbers) ?? [])
      var failure: JobFailure
      do throws(TransportError) {
        last = try await transport.run(.bench(left), attachments: attachments) { hello, reply, _ in
          switch ledger.add(reply, from: hello) {
          case .outcome(let outcome): receive(outcome)
          case .conditions(let survey): conditions(survey)
          case nil: break
          }
        }
        failure =
          ledger.failure ?? JobFailure(verdict: .environment, reason: Reason("the worker left this subject out"))
      } catch {
        guard let hello = ledger.hello ?? last else { throw error }
        last = hello
        failure = JobFailure(verdict: error == .cancelled ? .skipped : .environment, reason: Self.reason(of: error))
        if let number = ledger.current, error != .cancelled {
          receive(BenchOutcome(subject: number, failure: failure))
          left.subjects.removeAll { $0.number == number || ledger.answered.contains($0.number) }
          continue
        }
      }
      for subject in left.subjects where !ledger.answered.contains(subject.number) {
        receive(BenchOutcome(subject: subject.number, failure: failure))
      }
      break
    }
    return last
  }

  private static func reason(of error: TransportError) -> Reason {
    guard case .ended(let end) = error else { return Reason("\(error)") }
    let advice: String? =
      if case .timeLimit = end.cause { "Give it more time with --time-limit." } else { nil }
    return Reason(end.summary, advice: advice, evidence: end.lastWords)
  }
}

extension BenchOutcome {
  fileprivate init(subject: Int, failure: JobFailure) {
    self.init(subject: subject)
    self.failure = CaseFailure(verdict: failure.verdict, reason: failure.reason)
  }
}
