import Explanations
import Findings

/// Findings for a terminal, and for tools that read lines.
public struct LintText {
  private let report: LintReport
  private let isVerbose: Bool

  /// The report; `isVerbose` adds the verifier's own words, numbers and registers.
  public init(_ report: LintReport, isVerbose: Bool = false) {
    self.report = report
    self.isVerbose = isVerbose
  }

  /// One finding after another, and a closing line.
  public func render(_ traits: TerminalTraits) -> String {
    var parts = report.findings.map { found in
      let page = found.finding.id.flatMap { Explainer.page($0) }
      var text = FindingText(found.finding, context: found.context, page: page, isVerbose: isVerbose).render(traits)
      if found.finding.primary == nil { text += FindingText.hanging("  in ", found.input, traits) }
      if !found.variants.isEmpty {
        text += FindingText.hanging("  variants: ", found.variants.joined(separator: ", "), traits)
      }
      return text
    }
    parts.append(closing(traits))
    return parts.joined(separator: "\n")
  }

  private func closing(_ traits: TerminalTraits) -> String {
    let counts: [(Severity, Int)] = Severity.allCases.reversed().map { severity in
      (severity, report.findings.count { $0.finding.severity == severity })
    }
    let words = counts.filter { $0.1 > 0 }.map { NumberText.count($0.1, $0.0.rawValue) }
    let where_ =
      "\(NumberText.count(report.programs, "program")) of \(NumberText.count(report.inputs, "input"))"
    let allowed = report.suppressed > 0 ? ", \(report.suppressed) allowed" : ""
    let found = words.isEmpty ? "nothing found" : words.joined(separator: ", ")
    return report.notes.map { FindingText.hanging("note: ", $0, traits) }.joined()
      + FindingText.hanging("", "\(where_): \(found)\(allowed)", traits)
  }

  /// `file:line:column: severity: title [id]`, the form that editors and compilers' parsers jump to.
  public func gcc() -> String {
    report.findings.map { found in
      let place = found.finding.primary.flatMap { $0.span.file.isEmpty ? nil : $0.span.description } ?? found.input
      let id = found.finding.id.map { " [\($0)]" } ?? ""
      return TerminalText.escape("\(place): \(found.finding.severity.rawValue): \(found.finding.title)\(id)") + "\n"
    }.joined()
  }

  /// GitHub's workflow commands: an annotation on the line of each finding.
  public func github() -> String {
    report.findings.map { found in
      let command =
        switch found.finding.severity {
        case .error: "error"
        case .warning: "warning"
        case .note: "notice"
        }
      let fix = found.finding.fix.map { "\nfix: \($0)" } ?? ""
      return GitHubCommand(
        name: command, span: found.finding.primary?.span, title: found.finding.id, message: found.finding.title + fix
      ).line
    }.joined()
  }
}
