import Explanations
import Findings
import VerifierLog

/// A report of findings for a terminal: one after another, and a closing line where there are several.
public struct ExplainText {
  private let report: ExplainReport
  private let isVerbose: Bool

  /// The report; `isVerbose` adds the verifier's own words, numbers and registers.
  public init(_ report: ExplainReport, isVerbose: Bool = false) {
    self.report = report
    self.isVerbose = isVerbose
  }

  /// The text, each line ended by a newline.
  public func render(_ traits: TerminalTraits) -> String {
    let several = report.logs.count > 1
    var parts = report.logs.map { part($0, several: several, traits) }
    if several { parts.append(Self.count(report.logs)) }
    let notes = report.notes.map { FindingText.hanging("note: ", $0, traits) }.joined()
    if !notes.isEmpty { parts.append(notes) }
    return parts.joined(separator: "\n")
  }

  private func part(_ log: ExplainedLog, several: Bool, _ traits: TerminalTraits) -> String {
    var out = ""
    switch log.verdict {
    case .refused:
      guard let finding = log.finding else { break }
      let page = finding.id.flatMap { Explainer.page($0) }
      out += FindingText(finding, context: log.context, page: page, isVerbose: isVerbose).render(traits)
    case .accepted:
      out += FindingText.hanging("", "accepted: \(Self.place(log, several))\(Self.figures(log.statistics))", traits)
    case .incomplete:
      out += FindingText.hanging("", "no verdict: \(Self.place(log, several))", traits)
    }
    for note in log.notes { out += FindingText.hanging("  note: ", note, traits) }
    return out
  }

  private static func place(_ log: ExplainedLog, _ several: Bool) -> String {
    let input = log.input == "-" ? "standard input" : log.input
    let context = log.context.words(program: log.program)
    return input + (several ? " (log \(log.number))" : "") + (context.isEmpty ? "" : ", \(context)")
  }

  private static func figures(_ statistics: LogStatistics?) -> String {
    guard let statistics else { return "" }
    var words = "; \(NumberText.grouped(statistics.verifiedInstructions)) instructions walked"
    if let limit = statistics.limit { words += " of at most \(NumberText.grouped(limit))" }
    if let states = statistics.totalStates { words += ", \(NumberText.count(states, "state"))" }
    return words
  }

  private static func count(_ logs: [ExplainedLog]) -> String {
    let counts: [(Int, String)] = [
      (logs.count { $0.verdict == .refused }, "refused"), (logs.count { $0.verdict == .accepted }, "accepted"),
      (logs.count { $0.verdict == .incomplete }, "without a verdict"),
    ]
    let words = counts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
    return "\(NumberText.count(logs.count, "log")): \(words)\n"
  }
}
