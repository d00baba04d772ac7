import Findings
import Jobs
import Placed

/// Cases for tools that read lines.
public struct TestLines {
  private let report: TestReport

  /// The report.
  public init(_ report: TestReport) {
    self.report = report
  }

  /// The Test Anything Protocol, version 14 (testanything.org).
  public func tap() -> String {
    var text = "TAP version 14\n1..\(report.cases.count)\n"
    if let seed = report.seed { text += "# --seed \(seed)\n" }
    for (index, tested) in report.cases.enumerated() {
      let isGood = tested.result == .passed || tested.result == .skipped
      let kernel = tested.kernel.map { " on \($0.words)" } ?? ""
      let skip = tested.result == .skipped ? " # SKIP \(Self.escaped(tested.reason?.summary ?? ""))" : ""
      text +=
        "\(isGood ? "ok" : "not ok") \(index + 1) - \(Self.escaped("\(tested.file): \(tested.name)\(kernel)"))\(skip)\n"
      guard !isGood else {
        text += tested.notes.map { "# \(TerminalText.escape($0))\n" }.joined()
        continue
      }
      text += "  ---\n" + Self.yaml("message", tested.headline)
      if let span = tested.span { text += Self.yaml("at", "\(span)") }
      let lines = tested.account.map { "    - \(Self.quoted($0))\n" }.joined()
      text += (lines.isEmpty ? "" : "  account:\n\(lines)") + "  ...\n"
    }
    return text
  }

  /// `file:line:column: error: text`, the form that editors jump to.
  public func gcc() -> String {
    failures.map { tested in
      let places =
        tested.differences.isEmpty
        ? [(tested.span, tested.headline)]
        : tested.differences.map { ($0.span ?? tested.span, tested.sentence(of: $0)) }
      return places.map { span, text in
        TerminalText.escape("\(span.map { "\($0)" } ?? tested.file): error: \(tested.name): \(text)") + "\n"
      }.joined()
    }.joined()
  }

  /// GitHub's workflow commands: an annotation on the line of each failed case.
  public func github() -> String {
    failures.map { tested in
      let kernel = tested.kernel.map { " on \($0.words)" } ?? ""
      return GitHubCommand(
        name: tested.result == .failed ? "error" : "warning",
        span: tested.differences.first?.span ?? tested.span, title: tested.name + kernel,
        message: tested.account.joined(separator: "\n")
      ).line
    }.joined()
  }

  private var failures: [TestedCase] { report.cases.filter { $0.result == .failed || $0.result == .environment } }

  /// A description: `#` would begin a directive.
  private static func escaped(_ text: String) -> String {
    TerminalText.escape(text).replacing("\\", with: "\\\\").replacing("#", with: "\\#")
  }

  private static func yaml(_ key: String, _ value: String) -> String { "  \(key): \(quoted(value))\n" }

  private static func quoted(_ text: String) -> String { YAMLText.quoted(TerminalText.escape(text)) }
}
