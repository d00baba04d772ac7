import Findings
import Jobs
import Measuring

/// A bench report for people: a table an object, and below it what the figures are and how far they can be trusted.
public struct BenchText {
  /// How it is told where the instructions of programs go whose runs were stepped through.
  public enum Detail: Sendable {
    /// By line of C.
    case lines
    /// By instruction.
    case listing
  }

  private let report: BenchReport
  private let detail: Detail

  /// A report in words.
  public init(_ report: BenchReport, detail: Detail = .lines) {
    self.report = report
    self.detail = detail
  }

  /// The tables and a closing line, for a terminal.
  public func render(_ traits: TerminalTraits) -> String {
    guard !report.rows.isEmpty else { return "nothing to measure\n" + notes(traits) }
    let compares = report.rows.contains { $0.exact?.change != nil || $0.costs?.change != nil || $0.earlier != nil }
    let isLimited = report.rows.contains { !$0.budgets.isEmpty }
    var table = TextTable(
      columns: [
        .init("PROGRAM", .left), .init("HOOK"), .init("BODY"), .init("TOTAL"),
      ] + (compares ? [.init("CHANGE")] : []) + (isLimited ? [.init("BUDGET", .left)] : [])
        + [.init("MEASURED", .left, expendability: 1)])
    var group: String?
    var said: Set<String> = []
    for row in report.rows {
      let heading = VerifyTable.heading(row.input, row.variant, on: row.kernel)
      if heading != group {
        table.lines.append(.heading(heading))
        group = heading
      }
      let cells = BenchCells(row)
      table.lines.append(
        .cells(
          [.init("  " + cells.label), .init(cells.hook), .init(cells.body), .init(cells.total)]
            + (compares ? [.init(cells.change)] : []) + (isLimited ? [cells.budget] : []) + [.init(cells.manner)]))
      let notes = cells.budgetNotes.filter { said.insert($0).inserted } + cells.notes
      for note in notes { table.lines.append(.note(note, indentation: 4)) }
    }
    return table.render(traits) + "\n" + details(traits) + legend(traits) + notes(traits)
  }

  private func details(_ traits: TerminalTraits) -> String {
    report.rows.compactMap { row in
      guard let costs = LineCostText(row) else {
        return row.outcomes.first?.untraced.map { untraced(row, $0, traits) }
      }
      return (detail == .listing ? costs.listing(traits) : costs.table(traits)) + "\n"
    }.joined()
  }

  private func untraced(_ row: BenchRow, _ reason: Reason, _ traits: TerminalTraits) -> String {
    let words = "\(BenchCells(row).label): its cost is not told by line: \(TerminalText.escape(reason.sentence))"
    return TerminalText.wrap(words, to: traits.columns).map { $0 + "\n" }.joined() + "\n"
  }

  /// What the figures are of.
  private func legend(_ traits: TerminalTraits) -> String {
    let lines = report.rows.compactMap { $0.outcomes.first?.clock?.words }.uniqued()
    let isListed = detail == .listing && report.rows.contains { $0.listing != nil }
    return (lines + (isListed ? [LineCostText.legend] : [])).flatMap { TerminalText.wrap($0, to: traits.columns) }.map {
      $0 + "\n"
    }.joined()
  }

  /// What of the machine is otherwise than figures would have it.
  private var doubts: [String] {
    report.conditions.sorted { $0.key < $1.key }.flatMap { _, survey in
      survey.groups.flatMap(\.items).filter { $0.state != .yes }.map { item in
        item.detail.isEmpty ? item.name : "\(item.name): \(item.detail)"
      }
    }
  }

  private func notes(_ traits: TerminalTraits) -> String {
    (doubts + report.notes).flatMap { TerminalText.wrap("note: " + TerminalText.escape($0), to: traits.columns) }
      .map { $0 + "\n" }.joined()
  }
}

extension BenchClock {
  /// What a figure of this clock is, in words.
  var words: String {
    switch rung {
    case .instructions:
      "Instructions of one run, exact: counted by QEMU. HOOK is what an empty program of the same kind costs there, BODY what "
        + "the program adds; counts are no times."
    case .cycles: "Cycles of one run, from the processor's counter."
    case .coreCycles: "Cycles of the core for one run (msr/aperf)."
    case .referenceCycles: "Reference cycles of one run: a time at the nominal rate, not cycles of the core."
    case .tsc: "Nanoseconds of one run, from ticks of the time-stamp counter while the task ran: a time, not cycles."
    case .taskClock: "Nanoseconds of one run, from the task's clock."
    case .wallClock: "Nanoseconds of one run by the wall clock: whatever else ran is in them."
    }
  }
}
