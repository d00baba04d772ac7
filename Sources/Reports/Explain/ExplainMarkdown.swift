import Explanations
import Findings

/// A report of findings as Markdown, for a comment on a change.
public struct ExplainMarkdown {
  private let report: ExplainReport

  /// The report.
  public init(_ report: ExplainReport) {
    self.report = report
  }

  /// The text.
  public func render() -> String {
    let refused = report.logs.filter { $0.finding != nil }
    var parts = refused.compactMap { log in log.finding.map { Self.part($0, log) } }
    let accepted = report.logs.count { $0.verdict == .accepted }
    let open = report.logs.count { $0.verdict == .incomplete }
    if parts.isEmpty, accepted > 0 { parts.append("No refusal in \(NumberText.count(accepted, "log")).\n") }
    if open > 0 { parts.append("\(NumberText.count(open, "log")) without a verdict.\n") }
    for note in report.notes { parts.append("Note: \(MarkdownText.paragraph(note))") }
    return parts.joined(separator: "\n")
  }

  private static func part(_ finding: Finding, _ log: ExplainedLog) -> String {
    let id = finding.id.map { MarkdownText.codeSpan($0) + " " } ?? ""
    var out = "### \(id)\(MarkdownText.escape(finding.title))\n\n"
    let place = finding.primary.flatMap { $0.span.file.isEmpty ? nil : $0.span.placeWords }
    let words = [
      place.map { MarkdownText.codeSpan($0) } ?? "", MarkdownText.escape(log.context.words(program: finding.program)),
    ]
    .filter { !$0.isEmpty }.joined(separator: " ")
    if !words.isEmpty { out += "\(words)\n\n" }
    let page = finding.id.flatMap { Explainer.page($0) }
    let story = FindingText(finding, context: log.context, page: page).storyText
    if !story.isEmpty { out += MarkdownText.code(story) + "\n" }
    for note in finding.notes { out += "- " + MarkdownText.paragraph(note) }
    if !finding.notes.isEmpty { out += "\n" }
    if let fix = finding.fix { out += "**Fix:** " + MarkdownText.paragraph(fix) + "\n" }
    let example = RepairExample.lines(of: page, for: finding).map { "\($0.sign)\($0.text)" }
    if !example.isEmpty {
      out += "For example:\n\n" + MarkdownText.code(example.joined(separator: "\n"), language: "diff") + "\n"
    }
    if let page {
      out +=
        "<details><summary>Why the verifier demands it</summary>\n\n\(MarkdownText.paragraph(page.why))\n</details>\n"
    }
    if !log.context.messages.isEmpty {
      let said = MarkdownText.code(log.context.messages.map { TerminalText.escape($0) }.joined(separator: "\n"))
      out += "<details><summary>What the verifier said</summary>\n\n\(said)\n</details>\n"
    }
    return out
  }
}
