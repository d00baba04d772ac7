import Checks
import Glibc

/// Standard output, written whole: a report that could not be delivered is never taken for one that was.
enum StandardOutput {
  /// Writes the text. A closed pipe ends the program quietly, as a shell expects (128 + SIGPIPE); any other error ends
  /// it with a message and the status of what could not be decided.
  static func write(_ text: String) {
    switch FileDescriptorWriter.write(text, to: STDOUT_FILENO) {
    case 0: break
    case EPIPE: exit(128 + SIGPIPE)
    case let error:
      StandardError.write("error: cannot write the report to standard output: \(SystemMessage.text(error))\n")
      exit(CheckStatus.undecided.rawValue)
    }
  }

  /// What standard output can show.
  static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }
}

/// Standard error, for messages and progress. What cannot be written there is lost: there is nowhere to say so.
enum StandardError {
  static func write(_ text: String) {
    _ = FileDescriptorWriter.write(text, to: STDERR_FILENO)
  }

  static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }
}

/// Writes all of a text, through interruptions and partial writes.
enum FileDescriptorWriter {
  /// The error number, 0 when all was written.
  static func write(_ text: String, to descriptor: CInt) -> CInt {
    var text = text
    return text.withUTF8 { bytes in
      var written = 0
      while written < bytes.count {
        guard let base = bytes.baseAddress else { return 0 }
        let count = unsafe Glibc.write(descriptor, base + written, bytes.count - written)
        if count < 0 {
          let error = errno
          if error == EINTR { continue }
          return error
        }
        written += count
      }
      return 0
    }
  }
}

/// The system's words for an error number.
enum SystemMessage {
  static func text(_ error: CInt) -> String {
    guard let message = unsafe strerror(error) else { return "error \(error)" }
    return unsafe String(cString: message)
  }
}
