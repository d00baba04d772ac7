import Jobs
import Records

/// A search for a terminal.
public struct ExploreText {
  /// Ways that are listed.
  private static let mostMissed = 20

  private let report: ExploreReport

  /// The report.
  public init(_ report: ExploreReport) { self.report = report }

  /// The whole text.
  public func render(_ traits: TerminalTraits) -> String {
    head(traits) + finds(traits) + problems(traits) + missed(traits)
      + report.notes.map { FindingText.hanging("note: ", $0, traits) }.joined()
  }

  private func head(_ traits: TerminalTraits) -> String {
    let kernel = report.kernel.map { " on \($0.words)" } ?? ""
    let title = TerminalText.escape("\(report.program) of \(report.object)\(kernel), seed \(report.seed)")
    let figures = report.figures
    let rate = NumberText.grouped(Self.rate(figures.inputs, figures.seconds))
    let each = figures.inputs > 0 ? figures.processorSeconds / Double(figures.inputs) * 1e6 : 0
    let lines = [
      "\(NumberText.count(report.cases, "case")), \(NumberText.grouped(figures.inputs)) inputs in "
        + "\(NumberText.decimal(figures.seconds, places: 1)) s; \(ending)",
      "\(rate) inputs a second; \(restoring)",
      "\(NumberText.decimal(each, places: 2)) µs of processor time an input: "
        + "\(NumberText.grouped(Self.rate(figures.inputs, figures.processorSeconds))) in a second of it",
      "branches: \(Self.words(report.before)) by the cases, \(Self.words(report.after)) with what was found",
    ]
    return TerminalText.cut(traits.styled(title, .strong), to: traits.columns) + "\n"
      + lines.map { FindingText.hanging("  ", $0, traits) }.joined()
  }

  /// What putting maps back takes.
  private var restoring: String {
    let figures = report.figures
    guard figures.restorations > 0 else { return "no run can have written a map" }
    let plain = NumberText.grouped(Self.rate(figures.inputs, figures.seconds - figures.restoringSeconds))
    let share = NumberText.percent(Double(figures.restorations) / Double(max(1, figures.inputs)))
    return "\(plain) without putting maps back, which followed \(share) % of them"
  }

  private var ending: String {
    switch report.ending {
    case .complete: "ended: all that can be taken is taken, and nothing else was new"
    case .plateau: "ended: nothing new in \(NumberText.grouped(report.plateau)) inputs"
    case .inputs: "ended: as many inputs as asked for"
    case .time: "ended: as long as asked for"
    case nil: "interrupted"
    }
  }

  /// Whole inputs a second.
  static func rate(_ inputs: Int, _ seconds: Double) -> Int {
    seconds > 0 ? Int(Double(inputs) / seconds) : 0
  }

  private static func words(_ count: CoverageCount) -> String { "\(count.covered) of \(count.total) ways" }

  private func finds(_ traits: TerminalTraits) -> String {
    guard !report.finds.isEmpty else { return "\nnothing new was found\n" }
    return "\nnew:\n"
      + report.finds.map { find in
        FindingText.hanging("  ", "\(find.name): \(find.returned)", traits)
          + find.news.map { FindingText.hanging("      ", $0, traits) }.joined()
      }.joined()
  }

  private func problems(_ traits: TerminalTraits) -> String {
    guard !report.problems.isEmpty else { return "" }
    return "\n" + traits.styled("findings:", .bad) + "\n"
      + report.problems.map {
        FindingText.hanging("  ", "\($0.name): \($0.words)", traits)
      }.joined()
  }

  private func missed(_ traits: TerminalTraits) -> String {
    guard !report.missed.isEmpty else { return "" }
    let rest = report.missed.count - Self.mostMissed
    return "\nnever taken:\n"
      + report.missed.prefix(Self.mostMissed).map { FindingText.hanging("  ", $0, traits) }.joined()
      + (rest > 0 ? "  and \(rest) more\n" : "")
  }
}
