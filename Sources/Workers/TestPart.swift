import Jobs

/// Cases that one worker runs after the other: when it dies over one, that one has the outcome, and those after it go on
/// in another worker.
struct TestPart: Sendable {
  /// The most workers that may die over one part before it is given up.
  private static let mostDeaths = 64

  let transport: any Transport
  let job: TestJob
  let object: [UInt8]
  let values: [UInt8]
  let receive: @Sendable (TestedCases) async -> Void

  /// Runs the cases. Every one has an outcome afterwards.
  /// - Returns: who answered last; an error when nobody did.
  func run(_ cases: [TestCase]) async -> Result<Hello, TransportError> {
    var left = cases
    var job = job
    var deaths = 0
    var lastHello: Hello?
    while true {
      let ledger = TestLedger(left.map(\.number))
      let (packed, values) = TestCase.repacked(left, values: values)
      let error: TransportError
      do throws(TransportError) {
        let hello = try await transport.run(
          .test(job), attachments: [object, TestCase.packed(packed), values]
        ) { hello, reply, attachments in
          if let tested = ledger.add(reply, attachments, from: hello) { await receive(tested) }
        }
        left.removeAll { ledger.answered.contains($0.number) }
        let silence = JobFailure(verdict: .environment, reason: Reason("the worker finished without this case"))
        await fail(left, ledger.failure ?? silence, by: hello)
        return .success(hello)
      } catch let thrown {
        error = thrown
      }
      lastHello = ledger.hello ?? lastHello
      left.removeAll { ledger.answered.contains($0.number) }
      guard let hello = lastHello else { return .failure(error) }
      guard let reason = reason(for: error) else {
        let verdict: Verdict = error == .cancelled ? .skipped : .environment
        await fail(left, JobFailure(verdict: verdict, reason: Reason("\(error)")), by: hello)
        return .success(hello)
      }
      let failure = JobFailure(verdict: .environment, reason: reason)
      deaths += 1
      if let number = ledger.current, let index = left.firstIndex(where: { $0.number == number }) {
        await fail([left.remove(at: index)], failure, by: hello)
        job.announcesAll = self.job.announcesAll
      } else if job.announcesAll || deaths == Self.mostDeaths {
        await fail(left, failure, by: hello)
        return .success(hello)
      } else {
        // No case was announced: now each is, and the one that ends the worker is found.
        job.announcesAll = true
      }
      guard !left.isEmpty else { return .success(hello) }
      guard deaths < Self.mostDeaths else {
        let reason = Reason("\(Self.mostDeaths) workers died over this object")
        await fail(left, JobFailure(verdict: .environment, reason: reason), by: hello)
        return .success(hello)
      }
    }
  }

  /// Gives cases the outcome that they could not be run.
  private func fail(_ cases: [TestCase], _ failure: JobFailure, by hello: Hello?) async {
    guard !cases.isEmpty else { return }
    let outcomes = cases.map { test in
      var outcome = CaseOutcome(number: test.number)
      outcome.failure = CaseFailure(verdict: failure.verdict, reason: failure.reason)
      return outcome
    }
    await receive(TestedCases(hello: hello, outcomes: outcomes, bytes: []))
  }

  /// What is said of the case that was being run; nil for errors that are not the case's.
  private func reason(for error: TransportError) -> Reason? {
    switch error {
    case .ended(let end):
      let advice: String? =
        if case .timeLimit = end.cause { "Give it more time with --time-limit, or fewer repetitions." } else { nil }
      return Reason(end.summary, advice: advice, evidence: end.lastWords)
    case .frame(let error): return Reason("the worker's replies broke off: \(error)")
    case .order, .start, .build, .job, .machine, .cancelled: return nil
    }
  }
}
