package import Jobs

/// The replies of one worker as its bytes arrive, held to their order and to the jobs: `hello` of this very build, then
/// for each job what it asks for, `finished`, nothing more.
package struct ReplyStream {
  /// The most bytes that all replies to one job may have: the raw logs of a large object.
  private static let mostBytes = 2 << 30

  private var job: Job?
  /// Where the worker is, for messages.
  private let path: String
  private var reader = FrameReader(expecting: .reply)
  private var bytes = 0
  /// Who answers, once it has said so.
  package private(set) var hello: Hello?
  /// Whether the worker has said that it is done with the job.
  package private(set) var isFinished = false

  /// Replies of a worker; `path` is where it is, for messages.
  package init(path: String) {
    self.path = path
  }

  /// What comes from now on answers this job. Nothing may be left of what answered the one before.
  package mutating func begin(_ job: Job) throws(TransportError) {
    do throws(FrameError) {
      try reader.finish()
    } catch {
      throw .frame(error)
    }
    self.job = job
    bytes = 0
    isFinished = false
  }

  /// Takes bytes; gives the replies that they complete, without `hello` and `finished`.
  package mutating func consume(_ more: Span<UInt8>) throws(TransportError) -> [(Hello, Reply, [[UInt8]])] {
    bytes += more.count
    guard bytes <= Self.mostBytes else { throw .order("it sent more than \(Self.mostBytes) bytes") }
    do throws(FrameError) {
      try reader.consume(more)
    } catch {
      throw .frame(error)
    }
    var replies: [(Hello, Reply, [[UInt8]])] = []
    while let frame = reader.next() {
      guard !isFinished else { throw .order("a reply came after the last") }
      let reply = try decode(frame)
      guard let hello else {
        try greet(reply)
        continue
      }
      switch reply {
      case .hello: throw .order("it greeted twice")
      case .finished: isFinished = true
      case let reply where isAnswer(reply): replies.append((hello, reply, frame.attachments))
      default: throw .order("a reply answers another job")
      }
    }
    return replies
  }

  private mutating func greet(_ reply: Reply) throws(TransportError) {
    guard case .hello(let greeting) = reply else { throw .order("it did not greet first") }
    guard greeting.build == BuildIdentity.current else {
      throw .build(worker: greeting.build, assay: BuildIdentity.current, path: path)
    }
    hello = greeting
  }

  private func isAnswer(_ reply: Reply) -> Bool {
    switch (job, reply) {
    case (_, .failed), (.verify, .loading), (.verify, .program), (.header, .header), (.survey, .survey),
      (.probe, .probe), (.test, .testing), (.test, .tested), (.explore, .explored), (.bench, .survey),
      (.bench, .testing), (.bench, .benched),
      (.live, .live), (.loaded, .loaded), (.readOut, .readOut), (.keepStatistics, .keepsStatistics):
      true
    default: false
    }
  }

  private func decode(_ frame: Frame) throws(TransportError) -> Reply {
    do throws(FrameError) {
      return try frame.reply()
    } catch {
      throw .frame(error)
    }
  }
}
