import Glibc
import Jobs
import VerifierLog

/// Writes replies. When nobody reads them any more, the worker ends at once: there is nobody to work for.
struct ReplyWriter {
  private let descriptor: Int32
  private let frames: FrameWriter

  /// Takes standard output for itself; what anything else prints there goes to standard error from now on.
  init(_ frames: FrameWriter = FrameWriter()) {
    self.frames = frames
    descriptor = dup(STDOUT_FILENO)
    dup2(STDERR_FILENO, STDOUT_FILENO)
  }

  /// Writes a reply. One that is larger than may travel is sent smaller: first without its raw log, then without the
  /// failing path, then without the digest.
  func send(_ reply: Reply, attachments: [[UInt8]] = []) {
    do throws(FrameError) {
      try write(reply, attachments)
    } catch {
      guard let smaller = Self.smaller(reply, attachments) else {
        write(unfit: reply, error)
        return
      }
      send(smaller.reply, attachments: smaller.attachments)
    }
  }

  private func write(_ reply: Reply, _ attachments: [[UInt8]]) throws(FrameError) {
    for piece in try frames.pieces(of: Frame(reply, attachments: attachments)) {
      guard StandardStreams.write(piece, to: descriptor) else { _exit(ExitStatus.readerGone) }
    }
  }

  private func write(unfit reply: Reply, _ error: FrameError) {
    var reason = Reason("what the worker found is larger than a reply may be")
    reason.evidence = ["\(error)"]
    let substitute: Reply =
      switch reply {
      case .program(let outcome):
        .program(ProgramOutcome(program: outcome.program, verdict: .environment, reason: reason))
      default: .failed(.environment, reason)
      }
    do throws(FrameError) {
      try write(substitute, [])
    } catch {
      StandardStreams.complain("\(error)")
      _exit(ExitStatus.failed)
    }
  }

  private static func smaller(_ reply: Reply, _ attachments: [[UInt8]]) -> (reply: Reply, attachments: [[UInt8]])? {
    guard case .program(var outcome) = reply else { return nil }
    guard attachments.isEmpty else { return (reply, []) }
    guard var digest = outcome.digest else { return nil }
    if digest.path.isEmpty, digest.lineCounts.isEmpty {
      outcome.digest = nil
    } else {
      digest.pathLinesOmitted += digest.path.count
      digest.path = []
      digest.lineCounts = []
      outcome.digest = digest
    }
    return (.program(outcome), [])
  }
}
