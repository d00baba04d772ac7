import Findings
import Project

/// Lines of source files, each file read once.
struct SourceLines {
  private var files: [String: [Substring.UTF8View]] = [:]

  /// The line's text without what ends it; nil when the file or the line is not there.
  mutating func text(at span: SourceSpan) -> String? {
    let lines = files[span.file] ?? read(span.file)
    files[span.file] = lines
    guard lines.indices.contains(span.line - 1) else { return nil }
    let line = Substring(lines[span.line - 1])
    return String(line.hasSuffix("\r") ? line.dropLast() : line)
  }

  private func read(_ path: String) -> [Substring.UTF8View] {
    guard let bytes = try? LocalFile.read(path, limit: 8 << 20) else { return [] }
    return String(decoding: bytes, as: UTF8.self).utf8
      .split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
  }
}
