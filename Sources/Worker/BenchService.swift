import Jobs
import LiveKernel

/// Does a `BenchJob` and sends what was read of each subject.
struct BenchService {
  /// The raw bytes that came with the job: object, cases, values, and the object that it is compared with.
  let attachments: [[UInt8]]
  /// Takes the replies.
  let writer: ReplyWriter

  /// Does the job to its end.
  func perform(_ job: BenchJob) {
    guard attachments.count >= 3, let cases = TestCase.unpacked(attachments[1]) else {
      writer.send(.failed(.environment, Reason("the job came without its object or its cases")))
      return
    }
    let hasOwnNetwork = OwnPlace.take()
    let run = BenchRun(
      job, cases: cases, object: attachments[0], values: attachments[2], base: attachments.dropFirst(3).first,
      hasOwnNetwork: hasOwnNetwork)
    run.run {
      writer.send(.survey($0))
    } begin: {
      writer.send(.testing(number: $0))
    } end: {
      writer.send(.benched($0))
    }
  }
}
