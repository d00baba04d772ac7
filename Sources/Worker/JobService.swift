import Jobs
import LiveKernel

/// Does a job on the running kernel and writes what it finds.
struct JobService {
  /// The raw bytes that came with the job.
  let attachments: [[UInt8]]
  /// Takes the replies.
  let writer: ReplyWriter

  /// Does the job to its end.
  func perform(_ job: Job) {
    switch job {
    case .verify(let job): verify(job)
    case .survey: writer.send(.survey(KernelSurvey.take()))
    case .probe: writer.send(.probe(KernelProbe.take()))
    case .header(let job): header(job)
    case .test(let job): TestService(attachments: attachments, writer: writer).perform(job)
    case .explore(let job): ExploreService(attachments: attachments, writer: writer).perform(job)
    case .live(let job):
      if let failure = LiveWatch(job).run({ writer.send(.live($0)) }) {
        writer.send(.failed(failure.verdict, failure.reason))
      }
    case .loaded(let job):
      if let failure = LoadedReader.read(job, { writer.send(.loaded($0)) }) {
        writer.send(.failed(failure.verdict, failure.reason))
      }
    case .readOut(let job):
      if let failure = ProgramReadout.read(job, { writer.send(.readOut($0), attachments: $1) }) {
        writer.send(.failed(failure.verdict, failure.reason))
      }
    case .keepStatistics:
      let failure = LoadedReader.keepStatistics { writer.send(.keepsStatistics) }
      writer.send(.failed(failure.verdict, failure.reason))
    case .bench(let job): BenchService(attachments: attachments, writer: writer).perform(job)
    }
  }

  private func header(_ job: HeaderJob) {
    do throws(KernelError) {
      let header: KernelHeader
      if job.attached {
        guard let types = attachments.first else {
          writer.send(.failed(.environment, Reason("the job came without its BTF")))
          return
        }
        header = try KernelHeader(types: types, name: "the BTF given")
      } else {
        header = try KernelHeader()
      }
      writer.send(.header, attachments: [header.text])
    } catch {
      writer.send(
        .failed(
          job.attached ? .loader : .environment, Reason(error.summary, errno: error.code, evidence: error.lines)))
    }
  }

  private func verify(_ job: VerifyJob) {
    guard let object = attachments.first else {
      writer.send(.failed(.environment, Reason("the job came without its object")))
      return
    }
    do throws(KernelError) {
      try VerifyRun(job, object: object, replaceTarget: attachments.dropFirst().first).run { event in
        switch event {
        case .loading(let program): writer.send(.loading(program))
        case .program(let outcome, let log): writer.send(.program(outcome), attachments: log.map { [$0] } ?? [])
        case .failed(let verdict, let reason): writer.send(.failed(verdict, reason))
        }
      }
    } catch {
      writer.send(.failed(.environment, Reason(error.summary, errno: error.code, evidence: error.lines)))
    }
  }
}
