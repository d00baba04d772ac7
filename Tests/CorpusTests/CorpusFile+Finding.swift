import Findings
import Jobs
import TestSupport
import Testing

extension CorpusFile {
  /// Spans after which a reader stops.
  private static let mostRead = 3

  /// Expects a row's finding to point at a marked line and to tell a marked line of the fix among its first spans. The
  /// marks are of the refusal that the file expects everywhere: an expectation with a condition is of another.
  func expectSpans(of row: VerifyRow, expected: Expectation, _ why: Comment) {
    guard expected.id != nil, expected.kernels == nil, expected.missingCapability == nil else { return }
    let spans = ([row.finding?.primary].compactMap { $0 } + (row.finding?.related ?? [])).map(\.span)
    let file = path.split(separator: "/").last ?? ""
    let lines = spans.filter { $0.file.split(separator: "/").last == file }.map(\.line)
    if !failingLines.isEmpty {
      #expect(failingLines.contains(row.finding?.primary?.span.line ?? 0), "\(why): at \(lines)")
    }
    if !fixLines.isEmpty {
      #expect(lines.prefix(Self.mostRead).contains(where: fixLines.contains), "\(why): the fix is not in \(lines)")
    }
  }
}
