import Jobs
import Synchronization
import Workers

/// Answers jobs out of what was answered before where nothing has changed since, and asks another transport otherwise.
struct RememberingTransport: Transport {
  private let transport: any Transport
  private let kernel: KernelMemory

  /// In front of a transport.
  init(_ transport: any Transport, _ kernel: KernelMemory) {
    self.transport = transport
    self.kernel = kernel
  }

  func run(
    _ job: Job, attachments: [[UInt8]], receive: @escaping @Sendable (Hello, Reply, [[UInt8]]) async -> Void
  ) async throws(TransportError) -> Hello {
    guard let name = kernel.name(of: job, attachments) else {
      return try await transport.run(job, attachments: attachments, receive: receive)
    }
    if let known = kernel.memory.recall(name), let hello = await replay(known, job, receive) { return hello }
    let replies = Mutex<[Frame]>([])
    let hello = try await transport.run(job, attachments: attachments) { hello, reply, attachments in
      if let frame = try? Frame(reply, attachments: attachments) { replies.withLock { $0.append(frame) } }
      await receive(hello, reply, attachments)
    }
    kernel.memory.draft(
      Self.bytes(hello, replies.withLock { $0 }), as: name, input: Self.input(of: job), isCertain: kernel.isCertain(job)
    )
    return hello
  }

  func close() async { await transport.close() }

  /// Hands over what was answered then; nil, and nothing is handed over, when it cannot be read.
  private func replay(
    _ bytes: [UInt8], _ job: Job, _ receive: @Sendable (Hello, Reply, [[UInt8]]) async -> Void
  ) async -> Hello? {
    var stream = ReplyStream(path: "the cache")
    let replies: [(Hello, Reply, [[UInt8]])]
    do throws(TransportError) {
      try stream.begin(job)
      replies = try stream.consume(bytes.span)
    } catch {
      return nil
    }
    guard stream.isFinished, let hello = stream.hello else { return nil }
    for (hello, reply, attachments) in replies { await receive(hello, reply, attachments) }
    return hello
  }

  /// A whole answer; nil where it cannot be written down.
  private static func bytes(_ hello: Hello, _ replies: [Frame]) -> [UInt8]? {
    let writer = FrameWriter(deflatesAttachments: true)
    guard let first = try? Frame(.hello(hello)), let last = try? Frame(.finished) else { return nil }
    let frames = [first] + replies + [last]
    let pieces = frames.compactMap { try? writer.bytes(of: $0) }
    return pieces.count == frames.count ? pieces.flatMap(\.self) : nil
  }

  private static func input(of job: Job) -> String {
    switch job {
    case .verify(let job): AnswerMemory.input(of: job.objectName)
    case .test(let job): AnswerMemory.input(of: job.objectName)
    case .bench(let job): AnswerMemory.input(of: job.objectName)
    case .explore(let job): AnswerMemory.input(of: job.test.objectName)
    case .header, .survey, .probe, .live, .loaded, .readOut, .keepStatistics: ""
    }
  }
}
