import Findings
import Foundation
import Project
public import Reports

/// The fixes of a lint run as changes of source files.
public struct SourceFixes: Sendable {
  /// The files that change, by path.
  public let changes: [SourceChange]

  /// More than any C file that people write, in bytes.
  private static let limit = 4 << 20

  /// Reads the files that a report's edits are of. A line that no longer says what was analysed is left alone, and so is
  /// a second edit of a line: the next run finds it again.
  public init(_ report: LintReport) {
    let edits = Dictionary(grouping: report.findings.compactMap(\.finding.edit), by: \.file)
    changes = edits.sorted { $0.key < $1.key }.compactMap { file, edits in
      guard [".c", ".h", ".bt"].contains(where: file.hasSuffix),
        let bytes = try? LocalFile.read(file, limit: Self.limit),
        let text = String(bytes: bytes, encoding: .utf8)
      else { return nil }
      var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      for edit in edits where lines.indices.contains(edit.line - 1) && lines[edit.line - 1] == edit.before {
        lines[edit.line - 1] = edit.after
      }
      let after = lines.joined(separator: "\n")
      return after == text ? nil : SourceChange(path: file, before: text, after: after)
    }
  }

  /// Writes the files, each replaced whole, with the permissions that it has.
  ///
  /// - Throws: `CheckError` for a file that cannot be written, or that is another by now.
  public func apply() throws(CheckError) {
    for change in changes {
      // A link stays one: what it leads to is replaced.
      let url = URL(fileURLWithPath: change.path).resolvingSymlinksInPath()
      guard let bytes = try? LocalFile.read(url.path, limit: Self.limit), bytes.elementsEqual(change.before.utf8) else {
        throw .undecided("\(change.path) has changed since it was analysed: nothing was written to it")
      }
      do {
        let mode = try FileManager.default.attributesOfItem(atPath: url.path)[.posixPermissions]
        try Data(change.after.utf8).write(to: url, options: .atomic)
        if let mode { try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: url.path) }
      } catch {
        throw .undecided("cannot write \(change.path): \(error.localizedDescription)")
      }
    }
  }
}
