import CProcess
import Glibc
import Jobs

/// A child of a virtual machine's first process that does jobs, one after the other. What a job breaks is the child's,
/// and goes with it; a fork for each would cost more than most jobs.
struct JobChild {
  /// How many jobs a child does before another takes its place: what one of them leaves behind does not add up.
  static let mostJobs = 32

  private static let pieceBytes = 64 << 10
  /// The most of a child's standard error that is kept.
  private static let wordBytes = 4096
  private static let wordLines = 5

  private let process: Int32
  /// What it writes: replies, standard error, a byte at the end of each job.
  private let replies: Pipe
  private let errors: Pipe
  private let ends: Pipe
  /// What it reads: a byte for each job that it is to do.
  private let turns: Pipe
  /// How many jobs it was given.
  private(set) var jobs = 0

  /// Forks a child that does jobs of the book, from the one with that number on. Nil, and why, where it cannot.
  init?(_ book: OrderBook, from number: Int, problem: inout String) {
    guard let replies = Pipe(), let errors = Pipe(), let ends = Pipe(), let turns = Pipe() else {
      problem = "cannot make a pipe: \(StandardStreams.words(errno))"
      return nil
    }
    process = assay_fork()
    if process == 0 {
      turns.closeInput()
      replies.becomeInput(of: STDOUT_FILENO)
      errors.becomeInput(of: STDERR_FILENO)
      JobLoop.run(jobsOf: book, from: number, turns: turns.output, ends: ends.input)
    }
    self.replies = replies
    self.errors = errors
    self.ends = ends
    self.turns = turns
    for pipe in [replies, errors, ends] { pipe.closeInput() }
    turns.closeOutput()
    guard process > 0 else {
      problem = "cannot fork: \(StandardStreams.words(-process))"
      close()
      return nil
    }
  }

  /// Has the next job done, which has that number, and sends what the child writes, the greeting before it. Returns how the
  /// child ended when it did, nil when it waits for the next job.
  mutating func run(_ number: Int, greeting: inout [UInt8], over line: ReplyLine) -> WorkerExit? {
    jobs += 1
    // A child that is gone already has closed what is read below.
    _ = StandardStreams.write([1], to: turns.input)
    var waits = [replies, errors, ends].map { pollfd(fd: $0.output, events: Int16(POLLIN), revents: 0) }
    var words: [UInt8] = []
    var isDone = false
    while waits[0].fd >= 0 || waits[1].fd >= 0 {
      // Once the job is done all that it wrote is there: what is left is read, and nothing is waited for.
      guard unsafe poll(&waits, nfds_t(waits.count), isDone ? 0 : -1) >= 0 else { continue }
      if isDone, waits[0].revents == 0, waits[1].revents == 0 { return nil }
      for index in 0..<2 where waits[index].fd >= 0 && waits[index].revents != 0 {
        guard let bytes = StandardStreams.read(waits[index].fd, most: Self.pieceBytes), !bytes.isEmpty else {
          // poll leaves out what is negative.
          waits[index].fd = -1
          continue
        }
        if index == 0 {
          line.send(.piece(job: number), attachments: [greeting + bytes])
          greeting = []
        } else {
          _ = StandardStreams.write(bytes, to: STDERR_FILENO)
          words = (words + bytes).suffix(Self.wordBytes)
        }
      }
      if waits[2].revents != 0 {
        isDone = StandardStreams.read(waits[2].fd, most: 1) == [1]
        waits[2].fd = -1
      }
    }
    return ended(words)
  }

  /// Lets it end, which it does when there is no further job.
  func end() {
    close()
    _ = status()
  }

  private func ended(_ words: [UInt8]) -> WorkerExit {
    close()
    let status = status()
    // As the macros of sys/wait.h take a status apart.
    let signal = status & 0x7f
    return WorkerExit(
      status: signal == 0 ? status >> 8 & 0xff : nil, signal: signal == 0 ? nil : signal,
      lastWords: words.split(separator: UInt8(ascii: "\n")).suffix(Self.wordLines)
        .map { String(decoding: $0, as: UTF8.self) })
  }

  /// Closes our ends of its pipes.
  private func close() {
    turns.closeInput()
    for pipe in [replies, errors, ends] { pipe.closeOutput() }
  }

  private func status() -> Int32 {
    var status: Int32 = 0
    while unsafe waitpid(process, &status, 0) < 0, errno == EINTR {}
    return status
  }
}
