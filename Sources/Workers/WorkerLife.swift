import Jobs
import Subprocess

/// A worker process from its start to its end.
struct WorkerLife: Sendable {
  let configuration: Configuration
  let path: String
  let silence: Duration
  let desk: WorkerDesk

  /// Why the serving stopped.
  private enum Stop {
    /// There are no more requests, or the worker ended by itself.
    case over
    /// It was silent for too long.
    case silence
    /// It broke the rules.
    case violation(TransportError)
  }

  private typealias Worker = Execution<CustomWriteInput, SequenceOutput, SequenceOutput>

  func run(_ requests: AsyncStream<WorkerRequest>) async {
    desk.end(await end(after: requests))
  }

  /// Serves the requests; returns why there will be no more answers.
  private func end(after requests: AsyncStream<WorkerRequest>) async -> TransportError {
    do {
      let result = try await Subprocess.run(configuration, input: .inputWriter, output: .sequence, error: .sequence) {
        worker in
        async let words = Self.lastWords(of: worker.standardError)
        let stop = await serve(requests, worker)
        await worker.teardown(using: WorkerProcess.teardown)
        return (stop: stop, lastWords: await words)
      }
      if case .violation(let error) = result.closureResult.stop { return error }
      if Task.isCancelled { return .cancelled }
      let cause: WorkerEnd.Cause =
        switch (result.closureResult.stop, result.terminationStatus) {
        case (.silence, _): .timeLimit(silence)
        case (_, .exited(let code)): .status(code)
        case (_, .signaled(let number)): .signal(number)
        }
      return .ended(WorkerEnd(cause: cause, lastWords: result.closureResult.lastWords))
    } catch {
      return Task.isCancelled ? .cancelled : .start(path: path, why: "\(error)")
    }
  }

  /// Hands the worker one request after the other.
  private func serve(_ requests: AsyncStream<WorkerRequest>, _ worker: Worker) async -> Stop {
    var chunks = worker.standardOutput.makeAsyncIterator()
    var replies = ReplyStream(path: path)
    for await request in requests {
      let silence = SilenceLimit(silence)
      async let sent: Void = Self.send(request.pieces, to: worker.standardInputWriter)
      // Cancelled when this scope ends.
      async let _: Void = { if await silence.watch() { await worker.teardown(using: WorkerProcess.teardown) } }()
      do throws(TransportError) {
        try replies.begin(request.job)
        try await listen(to: &chunks, &replies, silence, request)
      } catch {
        await worker.teardown(using: WorkerProcess.teardown)
        return .violation(error)
      }
      guard replies.isFinished, let hello = replies.hello else {
        await worker.teardown(using: WorkerProcess.teardown)
        return silence.isExceeded ? .silence : .over
      }
      await sent
      desk.finished(by: hello)
    }
    return .over
  }

  /// Hands over replies until the worker has finished the job or is gone.
  private func listen(
    to chunks: inout SubprocessOutputSequence.Iterator, _ replies: inout ReplyStream, _ silence: SilenceLimit,
    _ request: WorkerRequest
  ) async throws(TransportError) {
    while !replies.isFinished, let chunk = try? await chunks.next() {
      silence.heard()
      desk.heard()
      let bytes = unsafe chunk.withUnsafeBytes { unsafe Array($0) }
      for (hello, reply, attachments) in try replies.consume(bytes.span) {
        await request.receive(hello, reply, attachments)
      }
      silence.waiting()
    }
  }

  /// Writes the job. A worker that does not take it has died or will say why.
  private static func send(_ pieces: [[UInt8]], to writer: StandardInputWriter) async {
    for piece in pieces {
      guard let count = try? await writer.write(piece), count == piece.count else { return }
    }
  }

  private static func lastWords(of errors: SubprocessOutputSequence) async -> [String] {
    var words = LastWords()
    var chunks = errors.makeAsyncIterator()
    while let chunk = try? await chunks.next() {
      words.add(unsafe chunk.withUnsafeBytes { unsafe Array($0) })
    }
    return words.lines
  }
}
