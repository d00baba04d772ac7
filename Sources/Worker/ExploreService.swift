import Jobs
import LiveKernel

/// Does an `ExploreJob` and sends what is to be said of it.
struct ExploreService {
  /// The raw bytes that came with the job: object, cases, values.
  let attachments: [[UInt8]]
  /// Takes the replies.
  let writer: ReplyWriter

  /// Does the job to its end.
  func perform(_ job: ExploreJob) {
    guard attachments.count == 3, let cases = TestCase.unpacked(attachments[1]) else {
      writer.send(.failed(.environment, Reason("the job came without its object or its cases")))
      return
    }
    _ = OwnPlace.take()
    let run = ExploreRun(job, cases: cases, object: attachments[0], values: attachments[2])
    if let failure = run.run({ news, bytes in writer.send(.explored(news), attachments: [bytes]) }) {
      writer.send(.failed(failure.verdict, failure.reason))
    }
  }
}
