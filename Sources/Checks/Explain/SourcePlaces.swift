import Findings
import Foundation
import Project

/// Source lines as their files have them: a log prints them without their indentation.
///
/// File names come from logs and objects, which nobody vouches for. A file's line is taken only where it says what the
/// log or the object says that it says; so nothing is shown that was not known, and a file that has changed since is
/// left alone.
struct SourcePlaces {
  /// The largest file that is read, in bytes.
  private static let largest = 8 << 20

  private let directories: [String]
  private let working: String
  private var files: [String: [Substring]] = [:]

  /// Reads files as named, and below the directories of these paths.
  init(near paths: [String]) {
    directories = [""] + paths.map { LocalFile.parent(of: $0) }
    working = FileManager.default.currentDirectoryPath + "/"
  }

  /// The finding with its spans' lines as the files have them.
  mutating func completed(_ finding: Finding) -> Finding {
    var finding = finding
    if let primary = finding.primary { finding.primary = completed(primary) }
    for index in finding.related.indices { finding.related[index] = completed(finding.related[index]) }
    if let file = finding.edit?.file, file.hasPrefix(working) { finding.edit?.file.removeFirst(working.count) }
    return finding
  }

  private mutating func completed(_ span: LabelledSpan) -> LabelledSpan {
    var span = span
    // Compilers record whole paths; people and reviews name a file from where they stand.
    if span.span.file.hasPrefix(working) { span.span.file.removeFirst(working.count) }
    // A line with its column has its indentation.
    guard span.span.column == nil, !span.span.file.isEmpty, let known = span.text.map(Self.words), !known.isEmpty else {
      return span
    }
    for directory in directories {
      let lines = lines(of: LocalFile.join(directory, span.span.file))
      guard lines.indices.contains(span.span.line - 1) else { continue }
      let line = String(lines[span.span.line - 1])
      guard Self.words(line) == known else { continue }
      span.text = line
      return span
    }
    return span
  }

  private mutating func lines(of path: String) -> [Substring] {
    if let known = files[path] { return known }
    let isSource = [".c", ".h", ".cc", ".cpp", ".rs", ".bt"].contains { path.hasSuffix($0) }
    let bytes = isSource ? try? LocalFile.read(path, limit: Self.largest) : nil
    let lines = bytes.map {
      String(decoding: $0, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
    }
    files[path] = lines ?? []
    return lines ?? []
  }

  /// The words of a line: blanks apart, two lines are the same.
  private static func words(_ line: String) -> [Substring] { line.split(whereSeparator: \.isWhitespace) }
}
