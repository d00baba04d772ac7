import Jobs
import LiveKernel

/// Does a `TestJob` and sends the outcomes in batches: a write for each would cost more than the case.
struct TestService {
  /// Bytes and outcomes that are sent at once, and the longest that they wait: progress shall be smooth.
  private static let batchCases = 256
  private static let batchBytes = 1 << 20
  private static let batchTime = Duration.milliseconds(50)

  /// The raw bytes that came with the job: object, cases, values.
  let attachments: [[UInt8]]
  /// Takes the replies.
  let writer: ReplyWriter

  /// Does the job to its end.
  func perform(_ job: TestJob) {
    guard attachments.count == 3, let cases = TestCase.unpacked(attachments[1]) else {
      writer.send(.failed(.environment, Reason("the job came without its object or its cases")))
      return
    }
    let hasOwnNetwork = OwnPlace.take()
    var sent = ContinuousClock.now
    var isAnnounced = false
    let run = TestRun(
      job, cases: cases, object: attachments[0], values: attachments[2], hasOwnNetwork: hasOwnNetwork)
    let rest = run.run { test, batch in
      send(batch)
      writer.send(.testing(number: test.number))
      isAnnounced = true
    } end: { batch in
      // What was announced must not be blamed for what comes after it.
      guard
        isAnnounced || batch.outcomes.count >= Self.batchCases || batch.bytes.count >= Self.batchBytes
          || ContinuousClock.now - sent > Self.batchTime
      else { return }
      send(batch)
      sent = .now
      isAnnounced = false
    }
    send(rest)
  }

  private func send(_ batch: OutcomeBatch) {
    guard !batch.isEmpty else { return }
    writer.send(
      .tested(count: batch.outcomes.count), attachments: [CaseOutcome.packed(batch.outcomes), batch.bytes])
    batch.reset()
  }
}
