import Glibc
import Project
import VerifierLog

/// Reads the logs in a file or a pipe, of any length: window by window, so that memory does not grow with it.
enum LogStream {
  /// Bytes of a window.
  private static let window = 256 << 10

  /// Gives the logs at a path to `take`, in order and each when it ends; `-` is standard input. `read` is told how many
  /// bytes were read of how many, which is nil for a pipe. A cancelled task stops reading; what was read by then counts.
  static func digests(
    of path: String, read: (_ bytes: Int, _ total: Int?) -> Void, take: (LogDigest) -> Void
  ) throws(CheckError) {
    let descriptor = path == "-" ? STDIN_FILENO : unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)
    guard descriptor >= 0 else { throw .usage("\(FileError("read", path, code: errno))") }
    defer { if descriptor != STDIN_FILENO { close(descriptor) } }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { throw .usage("\(FileError("read", path, code: errno))") }
    guard status.st_mode & S_IFMT != S_IFDIR else { throw .usage("\(FileError("read", path, code: EISDIR))") }
    let total = status.st_mode & S_IFMT == S_IFREG ? Int(status.st_size) : nil

    var reducer = LogReducer(limits: .local)
    var buffer = [UInt8](repeating: 0, count: window)
    var bytes = 0
    while !Task.isCancelled {
      let got = unsafe buffer.withUnsafeMutableBytes { unsafe Glibc.read(descriptor, $0.baseAddress, $0.count) }
      if got < 0, errno == EINTR { continue }
      guard got >= 0 else { throw .usage("\(FileError("read", path, code: errno))") }
      if got == 0 { break }
      reducer.consume(buffer.span.extracting(0..<got))
      reducer.takeCompleted().forEach(take)
      bytes += got
      read(bytes, total)
    }
    reducer.finishAll().forEach(take)
  }
}
