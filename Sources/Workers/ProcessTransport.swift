import Glibc
public import Jobs
import Subprocess
import SystemPackage

/// Has each job done by a child process of its own, on this kernel. When the child ends, for whatever reason, the kernel
/// frees all that it loaded.
///
/// swift-subprocess costs 0.8 ms of processor time a child here, `posix_spawn` by hand 0.2 ms (both measured with a
/// child that copies one line, 2 cores, kernel 6.18). It is worth that: its descriptors are close-on-exec, its children
/// have no blocked or ignored signals, and no thread waits.
public struct ProcessTransport: Transport {
  private let worker: WorkerLocation
  private let limits: WorkerLimits
  private let networkNamespace: Bool
  private let slots: WorkerSlots

  /// A transport.
  ///
  /// From then on this process ignores SIGPIPE: a worker that dies before it has read its job must not end Assay. Writes
  /// to a closed pipe fail with EPIPE instead.
  /// - Parameters:
  ///   - atOnce: how many workers may run at once; nil for as many as there are processors.
  ///   - networkNamespace: whether workers move to a network namespace of their own; those that may not say so in `Hello`.
  public init(
    worker: WorkerLocation, limits: WorkerLimits = WorkerLimits(), atOnce: Int? = nil, networkNamespace: Bool = false
  ) {
    signal(SIGPIPE, SIG_IGN)
    self.worker = worker
    self.limits = limits
    self.networkNamespace = networkNamespace
    slots = WorkerSlots(atOnce ?? sysconf(Int32(_SC_NPROCESSORS_ONLN)))
  }

  /// Starts a worker, has the job done, and waits until the worker is gone.
  public func run(
    _ job: Job, attachments: [[UInt8]], receive: @Sendable (Hello, Reply, [[UInt8]]) async -> Void
  ) async throws(TransportError) -> Hello {
    let pieces: [[UInt8]]
    do throws(FrameError) {
      pieces = try FrameWriter().pieces(of: Frame(job, attachments: attachments))
    } catch {
      throw .job(error)
    }
    await slots.take()
    let result: Result<Hello, TransportError>
    do throws(TransportError) {
      result = .success(try await converse(sending: pieces, about: job, receive))
    } catch {
      result = .failure(error)
    }
    await slots.give()
    return try result.get()
  }

  /// What a conversation came to, before it is known how the worker ended.
  private struct Conversation {
    var stream: ReplyStream
    var error: TransportError?
    var lastWords: [String]
  }

  private func converse(
    sending pieces: [[UInt8]], about job: Job, _ receive: @Sendable (Hello, Reply, [[UInt8]]) async -> Void
  ) async throws(TransportError) -> Hello {
    guard !Task.isCancelled else { throw .cancelled }
    let silence = SilenceLimit(limits.silence)
    let conversation: Conversation
    let status: TerminationStatus
    do {
      let result = try await Subprocess.run(configuration, input: .inputWriter, output: .sequence, error: .sequence) {
        execution in
        async let words = Self.lastWords(of: execution.standardError)
        async let sent: Void = Self.send(pieces, to: execution.standardInputWriter)
        // Cancelled when this scope ends.
        async let _: Void = { if await silence.watch() { try? execution.send(signal: .kill) } }()
        var stream = ReplyStream(job: job, path: worker.path.string)
        var failure: TransportError?
        do throws(TransportError) {
          try await Self.listen(to: execution.standardOutput, &stream, silence, receive)
        } catch {
          failure = error
        }
        // It has finished, or broken the rules, or is gone: nothing that it still does is of use.
        try? execution.send(signal: .kill)
        await sent
        return Conversation(stream: stream, error: failure, lastWords: await words)
      }
      status = result.terminationStatus
      conversation = result.closureResult
    } catch let error as SubprocessError {
      if Task.isCancelled { throw .cancelled }
      throw .start(path: worker.path.string, why: "\(error)")
    } catch {
      throw Task.isCancelled ? .cancelled : .start(path: worker.path.string, why: "\(error)")
    }
    if let error = conversation.error { throw error }
    if conversation.stream.isFinished, let hello = conversation.stream.hello { return hello }
    if Task.isCancelled { throw .cancelled }
    let cause: WorkerEnd.Cause =
      if silence.isExceeded {
        .timeLimit(limits.silence)
      } else {
        switch status {
        case .exited(let code): .status(code)
        case .signaled(let number): .signal(number)
        }
      }
    throw .ended(WorkerEnd(cause: cause, lastWords: conversation.lastWords))
  }

  private var configuration: Configuration {
    var arguments: [String] = []
    if networkNamespace { arguments.append("--network-namespace") }
    if let memory = limits.memory { arguments += ["--memory-limit", "\(memory)"] }
    var options = PlatformOptions()
    // A group of its own: Ctrl-C on a terminal is for Assay, which ends its workers in order.
    options.processGroupID = 0
    return Configuration(
      executable: .path(worker.path), arguments: Arguments(arguments),
      environment: .custom([:] as [Environment.Key: String]),
      platformOptions: options)
  }

  /// Writes the job. A worker that does not take it has died or will say why.
  private static func send(_ pieces: [[UInt8]], to writer: StandardInputWriter) async {
    for piece in pieces {
      guard let count = try? await writer.write(piece), count == piece.count else { return }
    }
  }

  /// Hands over replies until the worker has finished or is gone.
  private static func listen(
    to output: SubprocessOutputSequence, _ stream: inout ReplyStream, _ silence: SilenceLimit,
    _ receive: @Sendable (Hello, Reply, [[UInt8]]) async -> Void
  ) async throws(TransportError) {
    var chunks = output.makeAsyncIterator()
    while !stream.isFinished, let chunk = try? await chunks.next() {
      silence.heard()
      let bytes = unsafe chunk.withUnsafeBytes { unsafe Array($0) }
      for (hello, reply, attachments) in try stream.consume(bytes.span) { await receive(hello, reply, attachments) }
      silence.waiting()
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
