import Findings

/// One of GitHub's workflow commands: an annotation on a line of a file.
struct GitHubCommand {
  /// `error`, `warning` or `notice`.
  let name: String
  /// Where; nil for none.
  let span: SourceSpan?
  /// A heading; nil for none.
  let title: String?
  /// The text; it may have several lines.
  let message: String

  /// The command and a newline.
  var line: String {
    var fields: [String] = []
    if let span, !span.file.isEmpty {
      fields = ["file=\(Self.escaped(span.file, inField: true))", "line=\(span.line)"]
      if let column = span.column { fields.append("col=\(column)") }
    }
    if let title { fields.append("title=\(Self.escaped(title, inField: true))") }
    return "::\(name)\(fields.isEmpty ? "" : " ")\(fields.joined(separator: ","))::"
      + Self.escaped(message, inField: false) + "\n"
  }

  /// What GitHub's runner takes back: `%`, line ends, and in fields `:` and `,`. The rest is shown in a terminal.
  private static func escaped(_ text: String, inField: Bool) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(TerminalText.escape)
    let line = lines.joined(separator: "\n").replacing("%", with: "%25").replacing("\n", with: "%0A")
    return inField ? line.replacing(":", with: "%3A").replacing(",", with: "%2C") : line
  }
}
