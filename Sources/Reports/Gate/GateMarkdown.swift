import Findings
import Gate
import Jobs
import Project

/// A gate's report as Markdown: the body of a comment on a pull request, and a step's summary.
public struct GateMarkdown {
  /// What tells a comment of Assay from others, so that the next run takes its place.
  public static let marker = "<!-- assay gate -->"
  /// Hosts cut longer comments, or refuse them, in bytes.
  private static let most = 60_000
  /// Rows of programs that nothing is to be told of are left out beyond so many.
  private static let mostRows = 40

  private let report: GateReport

  /// The report.
  public init(_ report: GateReport) {
    self.report = report
  }

  /// The text.
  public func render() -> String {
    var out = "\(Self.marker)\n\(head)\n"
    let problems = report.problems.filter { $0.weight != .notice }
    if !problems.isEmpty { out += problems.map(item).joined() + "\n" }
    out += changes + table
    for finding in findings where out.utf8.count < Self.most { out += finding + "\n" }
    let notices = report.problems.filter { $0.weight == .notice }.map(\.sentence) + report.notes
    if !notices.isEmpty { out += notices.map { "- " + MarkdownText.paragraph($0) }.joined() + "\n" }
    out += "<sub>\(MarkdownText.escape(GateSummary(report).closing))</sub>\n"
    guard out.utf8.count > Self.most else { return out }
    return String(decoding: out.utf8.prefix(Self.most), as: UTF8.self) + "\n\n… the rest is in the report.\n"
  }

  private var head: String {
    let (sign, word) =
      switch report.status {
      case .pass: ("✅", "passes")
      case .fail: ("❌", "fails")
      case .inconclusive: ("❔", "could not decide")
      case .invalid: ("⚠️", "found something wrong with the configuration or an input")
      }
    let text = report.status == .pass ? MarkdownText.paragraph(GateSummary(report).sentence) : ""
    return "### \(sign) assay gate \(word)\n\n\(text)"
  }

  private func item(_ problem: GateProblem) -> String {
    let sign =
      switch problem.weight {
      case .invalid, .failure: "❌"
      case .inconclusive: "❔"
      case .warning: "⚠️"
      case .notice: "ℹ️"
      }
    let place = problem.place.map { " — \(MarkdownText.codeSpan($0.placeWords))" } ?? ""
    let advice = problem.advice.map { "  \n  \(MarkdownText.line($0))" } ?? ""
    let details = problem.part == .budgets || problem.part == .growth ? problem.details : []
    return "- \(sign) \(MarkdownText.escape(problem.sentence))\(place)\(advice)\n"
      + details.map { "  - \(MarkdownText.line($0))\n" }.joined()
  }

  /// What moved: before and after. Of what is not judged, that which usually is.
  private var changes: String {
    let moved = report.figures.filter { figure in
      guard let change = figure.change, change != 0 else { return false }
      return figure.comparison.decision != .unjudged || figure.budget?.holds == false
        || GrowthSettings.usual.percent(of: figure.subject.metric) != nil
    }
    guard !moved.isEmpty else { return "" }
    let lines = moved.prefix(Self.mostRows).map { figure in
      let subject = figure.subject
      let cells = [
        MarkdownText.codeCell(subject.program + (subject.variant.map { " [\($0)]" } ?? "")),
        MarkdownText.cell(subject.testCase ?? ""),
        subject.kernel == FigureSubject.anyKernel ? "" : MarkdownText.cell(subject.kernel), subject.metric.noun,
        figure.comparison.before.map(NumberText.grouped) ?? "", figure.value.map(NumberText.grouped) ?? "",
        figure.changeShare ?? "",
        figure.budget.map { NumberText.grouped($0.limit) } ?? "",
      ]
      return Self.row(cells)
    }
    let more = moved.count > Self.mostRows ? "\n… and \(moved.count - Self.mostRows) more\n" : ""
    return Self.row(["Program", "Case", "Kernel", "Figure", "Before", "After", "Change", "Budget"])
      + "| --- | --- | --- | --- | ---: | ---: | ---: | ---: |\n" + lines.joined() + more + "\n"
  }

  private var table: String {
    let rows = GateRow.all(of: report)
    guard !rows.isEmpty else { return "" }
    let covered = rows.contains { $0.coverage != nil }
    let lines = rows.prefix(500).map { row in
      let cells = GateCells(row: row)
      let name = row.program.name.isEmpty ? row.input : row.program.name
      return Self.row(
        [
          cells.mark, MarkdownText.codeCell(name + (row.variant.map { " [\($0)]" } ?? "")),
          MarkdownText.cell(cells.loads), cells.tests,
        ] + (covered ? [cells.coverage] : []) + [
          cells.lint, cells.figure(.verified), cells.figure(.instructions), cells.time, cells.budget,
        ])
    }
    return "<details><summary>\(NumberText.count(rows.count, "program"))</summary>\n\n"
      + Self.row(
        ["", "Program", "Loads", "Tests"] + (covered ? ["Covered"] : [])
          + ["Lint", "Verified", "Instructions", "Time", "Budget"])
      + "| --- | --- | --- | --- | \(covered ? "---: | " : "")--- | ---: | ---: | ---: | ---: |\n" + lines.joined()
      + "\n</details>\n\n"
  }

  /// What rules and kernels found, with source lines.
  private var findings: [String] {
    let told = GateFindingList(report).explained
    return told.logs.filter { $0.finding?.id != nil }.map { log in
      ExplainMarkdown(ExplainReport(assay: report.assay, logs: [log])).render()
    }
  }

  private static func row(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |\n" }
}
