import Records
import Glibc
import Project

/// The lines of a file or of standard input, one after the other: memory holds one of them.
final class LineReader {
  private let path: String
  private let descriptor: CInt
  private var buffer: [UInt8] = []
  private var start = 0
  private var isAtEnd = false
  /// The number of the line that was given last.
  private(set) var number = 0

  private static let window = 1 << 20

  /// Opens a file; `-` is standard input.
  init(_ path: String) throws(CheckError) {
    self.path = path
    descriptor = path == "-" ? STDIN_FILENO : unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)
    guard descriptor >= 0 else { throw .usage("\(FileError("read", path, code: errno))") }
    if LocalFile.isDirectory(path) { throw .usage("\(FileError("read", path, code: EISDIR))") }
  }

  deinit { if descriptor != STDIN_FILENO, descriptor >= 0 { close(descriptor) } }

  /// `runs.jsonl:3`, the line that was given last.
  var place: String { "\(path == "-" ? "standard input" : path):\(number)" }

  /// The next line without its newline; nil at the end.
  func next() throws(HistoryError) -> [UInt8]? {
    var searched = start
    while true {
      if let end = buffer[searched...].firstIndex(of: 10) {
        defer { start = end + 1 }
        number += 1
        return Array(buffer[start..<end])
      }
      if isAtEnd {
        guard start < buffer.count else { return nil }
        defer { start = buffer.count }
        number += 1
        return Array(buffer[start...])
      }
      guard buffer.count - start <= RunLines.longest else {
        throw HistoryError(.unusable, "\(path):\(number + 1) is longer than \(RunLines.longest) bytes")
      }
      buffer.removeSubrange(..<start)
      searched = buffer.count
      start = 0
      try fill()
    }
  }

  private func fill() throws(HistoryError) {
    let filled = buffer.count
    buffer += [UInt8](repeating: 0, count: Self.window)
    while true {
      let got = unsafe buffer.withUnsafeMutableBytes { bytes in
        unsafe Glibc.read(descriptor, bytes.baseAddress?.advanced(by: filled), Self.window)
      }
      if got < 0, errno == EINTR { continue }
      guard got >= 0 else { throw HistoryError(.unusable, "\(FileError("read", path, code: errno))") }
      buffer.removeSubrange((filled + got)...)
      isAtEnd = got == 0
      return
    }
  }
}
