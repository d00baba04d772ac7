import Jobs
import LiveKernel

/// Does a `BenchJob` and sends what was read of each subject.
struct BenchService {
  /// The raw bytes that came with the job: the versions that are measured.
  let attachments: [[UInt8]]
  /// Takes the replies.
  let writer: ReplyWriter

  /// Does the job to its end.
  func perform(_ job: BenchJob) {
    guard let (head, base) = BenchVersion.unpacked(attachments) else {
      writer.send(.failed(.environment, Reason("the job came without its object or its cases")))
      return
    }
    let hasOwnNetwork = OwnPlace.take()
    let run = BenchRun(job, head: head, base: base, hasOwnNetwork: hasOwnNetwork)
    run.run {
      writer.send(.survey($0))
    } begin: {
      writer.send(.testing(number: $0))
    } end: {
      writer.send(.benched($0))
    }
  }
}
