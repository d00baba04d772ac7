public import Jobs

/// Has jobs done over a transport, and turns a worker's death into outcomes.
public struct WorkerPool: Sendable {
  /// The most workers that may die over one object before it is given up.
  private static let mostDeaths = 64

  let transport: any Transport

  /// A pool over a transport.
  public init(_ transport: any Transport) {
    self.transport = transport
  }

  /// Loads an object's programs. A program whose load ends the worker, or takes too long, has the outcome `environment`;
  /// those after it go on in another worker. It throws only when nothing was said of any program: no worker, one of
  /// another build. When the task is cancelled, what had been said is the answer and `skipped` its failure.
  /// - Parameters:
  ///   - object: the object's bytes.
  ///   - replaceTarget: the bytes of the object that freplace programs replace a function of.
  ///   - progress: called as each program is begun.
  public func verify(
    _ job: VerifyJob, object: [UInt8], replaceTarget: [UInt8]? = nil,
    progress: @escaping @Sendable (ProgramIdentity) -> Void = { _ in }
  ) async throws(TransportError) -> VerifyAnswer {
    let attachments = [object] + (replaceTarget.map { [$0] } ?? [])
    let answer = AnswerBuilder()
    var job = job
    for _ in 0..<Self.mostDeaths {
      let error: TransportError
      do throws(TransportError) {
        let hello = try await transport.run(.verify(job), attachments: attachments) { hello, reply, attachments in
          if case .loading(let program) = reply { progress(program) }
          answer.add(reply, attachments, from: hello)
        }
        return answer.finished(by: hello)
      } catch let thrown {
        error = thrown
      }
      guard let hello = answer.hello else { throw error }
      guard let reason = Self.reason(for: error) else {
        let verdict: Verdict = error == .cancelled ? .skipped : .environment
        return answer.given(up: JobFailure(verdict: verdict, reason: Reason("\(error)")), by: hello)
      }
      guard answer.blame(reason) else {
        return answer.given(up: JobFailure(verdict: .environment, reason: reason), by: hello)
      }
      job.answered = answer.names
    }
    let reason = Reason("\(Self.mostDeaths) workers died over this object")
    guard let hello = answer.hello else { throw .order(reason.summary) }
    return answer.given(up: JobFailure(verdict: .environment, reason: reason), by: hello)
  }

  /// Writes a `vmlinux.h` as C text, for the running kernel or for raw BTF.
  public func header(of btf: [UInt8]? = nil) async throws(TransportError) -> Result<[UInt8], JobFailure> {
    let job = HeaderJob(attached: btf != nil)
    let text = Slot<Result<[UInt8], JobFailure>>()
    _ = try await transport.run(.header(job), attachments: btf.map { [$0] } ?? []) { _, reply, attachments in
      switch reply {
      case .header: text.fill(.success(attachments.first ?? []))
      case .failed(let verdict, let reason): text.fill(.failure(JobFailure(verdict: verdict, reason: reason)))
      default: break
      }
    }
    guard let text = text.value else { throw .order("it finished without a header") }
    return text
  }

  /// What the kernel and a worker on it can do.
  public func survey() async throws(TransportError) -> (hello: Hello, result: Result<Survey, JobFailure>) {
    let survey = Slot<Result<Survey, JobFailure>>()
    let hello = try await transport.run(.survey, attachments: []) { _, reply, _ in
      switch reply {
      case .survey(let found): survey.fill(.success(found))
      case .failed(let verdict, let reason): survey.fill(.failure(JobFailure(verdict: verdict, reason: reason)))
      default: break
      }
    }
    guard let survey = survey.value else { throw .order("it finished without a survey") }
    return (hello, survey)
  }

  /// Ends the workers that wait for further jobs, and returns when they are gone. To be called once no job is under way;
  /// without it they end with this process.
  public func close() async { await transport.close() }

  /// What the kernel has.
  public func probe() async throws(TransportError) -> (hello: Hello, result: Result<KernelProbe, JobFailure>) {
    let probe = Slot<Result<KernelProbe, JobFailure>>()
    let hello = try await transport.run(.probe, attachments: []) { _, reply, _ in
      switch reply {
      case .probe(let found): probe.fill(.success(found))
      case .failed(let verdict, let reason): probe.fill(.failure(JobFailure(verdict: verdict, reason: reason)))
      default: break
      }
    }
    guard let probe = probe.value else { throw .order("it finished without a probe") }
    return (hello, probe)
  }

  /// What is said of the program that was being loaded; nil for errors that are not the program's.
  private static func reason(for error: TransportError) -> Reason? {
    switch error {
    case .ended(let end):
      Reason(end.summary, advice: end.advice, evidence: end.lastWords)
    case .frame(let error): Reason("the worker's replies broke off: \(error)")
    case .order, .start, .build, .job, .machine, .cancelled: nil
    }
  }
}

extension WorkerEnd {
  /// What can be done about it.
  fileprivate var advice: String? {
    switch cause {
    case .timeLimit: "Load this program alone, or give it more time with --time-limit."
    case .signal(9): "Nothing in Assay sent it: look for the out-of-memory killer in the kernel's log."
    case .signal, .status, .machine: nil
    }
  }
}
