import Foundation
public import Testing

/// Expects a text to equal a file that people have read, at a path from the checkout's top. With `ASSAY_RECORD=1` the
/// file is rewritten and the test fails all the same: a recording is never green.
public func expectGolden(_ text: String, at relative: String, sourceLocation: SourceLocation = #_sourceLocation) {
  let file = Repository.path(relative)
  if ProcessInfo.processInfo.environment["ASSAY_RECORD"] == "1" {
    do {
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
      Issue.record(
        "\(relative) was recorded: read it, and run again without ASSAY_RECORD", sourceLocation: sourceLocation)
    } catch {
      Issue.record("\(relative) could not be recorded: \(error)", sourceLocation: sourceLocation)
    }
    return
  }
  guard let golden = try? String(contentsOf: file, encoding: .utf8) else {
    Issue.record("\(relative) cannot be read; ASSAY_RECORD=1 writes it", sourceLocation: sourceLocation)
    return
  }
  guard golden != text else { return }
  let expected = golden.split(separator: "\n", omittingEmptySubsequences: false)
  let found = text.split(separator: "\n", omittingEmptySubsequences: false)
  let index = zip(expected, found).enumerated().first { $0.element.0 != $0.element.1 }?.offset
  let line = index ?? min(expected.count, found.count)
  Issue.record(
    """
    differs from \(relative) first in line \(line + 1):
      expected: \(line < expected.count ? String(expected[line]) : "(end)")
      found:    \(line < found.count ? String(found[line]) : "(end)")
    """, sourceLocation: sourceLocation)
}
