import CProcess
import Glibc
import Jobs

/// One job of a virtual machine, done by a child process.
struct MachineJob {
  /// Its number in the orders.
  let number: Int
  /// Where what the child writes goes.
  let line: ReplyLine

  private static let pieceBytes = 64 << 10
  /// The most of a child's standard error that is kept.
  private static let wordBytes = 4096
  private static let wordLines = 5

  /// Runs the job to its end.
  func run() {
    guard let replies = Pipe(), let errors = Pipe() else { return fail("cannot make a pipe") }
    let child = assay_fork()
    if child == 0 {
      replies.becomeInput(of: STDOUT_FILENO)
      errors.becomeInput(of: STDERR_FILENO)
      _exit(JobLoop.run(jobAt: MachineOrders.jobPath(number)))
    }
    replies.closeInput()
    errors.closeInput()
    defer {
      replies.closeOutput()
      errors.closeOutput()
    }
    guard child > 0 else { return fail("cannot fork: \(StandardStreams.words(-child))") }
    let words = forward(replies.output, errors.output)
    var status: Int32 = 0
    while unsafe waitpid(child, &status, 0) < 0, errno == EINTR {}
    // As the macros of sys/wait.h take a status apart.
    let signal = status & 0x7f
    line.send(
      .ended(
        job: number,
        WorkerExit(status: signal == 0 ? status >> 8 & 0xff : nil, signal: signal == 0 ? nil : signal, lastWords: words)
      ))
  }

  private func fail(_ why: String) {
    line.send(.ended(job: number, WorkerExit(status: ExitStatus.failed, lastWords: [why])))
  }

  /// Sends what the child writes to its end; returns the last lines of its standard error.
  private func forward(_ replies: Int32, _ errors: Int32) -> [String] {
    var waits = [
      pollfd(fd: replies, events: Int16(POLLIN), revents: 0), pollfd(fd: errors, events: Int16(POLLIN), revents: 0),
    ]
    var words: [UInt8] = []
    while waits.contains(where: { $0.fd >= 0 }) {
      guard unsafe poll(&waits, nfds_t(waits.count), -1) >= 0 else { continue }
      for index in waits.indices where waits[index].fd >= 0 && waits[index].revents != 0 {
        guard let bytes = StandardStreams.read(waits[index].fd, most: Self.pieceBytes), !bytes.isEmpty else {
          // poll leaves out what is negative.
          waits[index].fd = -1
          continue
        }
        if index == 0 {
          line.send(.piece(job: number), attachments: [bytes])
        } else {
          _ = StandardStreams.write(bytes, to: STDERR_FILENO)
          words = (words + bytes).suffix(Self.wordBytes)
        }
      }
    }
    return words.split(separator: UInt8(ascii: "\n")).suffix(Self.wordLines)
      .map { String(decoding: $0, as: UTF8.self) }
  }
}
