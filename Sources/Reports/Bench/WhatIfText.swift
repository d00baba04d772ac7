import Jobs
import Measuring

/// What a program costs at other hooks, for people: the first row is the program as it is written.
public struct WhatIfText {
  private let report: BenchReport

  /// A report of which all rows are one program.
  public init(_ report: BenchReport) {
    self.report = report
  }

  /// The table, for a terminal.
  public func render(_ traits: TerminalTraits) -> String {
    guard let written = report.rows.first else { return notes(traits) }
    var table = TextTable(columns: [
      .init("ATTACHED AS", .left), .init("HOOK"), .init("BODY"), .init("TOTAL"), .init("CHANGE"),
      .init("MEASURED", .left, expendability: 1),
    ])
    table.lines.append(
      .heading(
        "\(VerifyTable.heading(written.input, nil, on: written.kernel)), \(TerminalText.escape(written.program.name))"))
    for (index, row) in report.rows.enumerated() {
      let cells = BenchCells(row)
      let first = report.rows.first { $0.kernel?.name == row.kernel?.name }?.exact
      let change =
        row.program.section == written.program.section && (index == 0 || row.kernel?.name != written.kernel?.name)
        ? "as written" : Self.change(row.exact, first)
      table.lines.append(
        .cells([
          .init("  " + TerminalText.escape(row.program.section)), .init(cells.hook), .init(cells.body),
          .init(cells.total), .init(change), .init(cells.manner),
        ]))
      for note in cells.notes { table.lines.append(.note(note, indentation: 4)) }
    }
    let words = BenchClock(.instructions, frequency: nil).words
    return table.render(traits) + "\n" + TerminalText.wrap(words, to: traits.columns).map { $0 + "\n" }.joined()
      + notes(traits)
  }

  /// How much more than as it is written, in instructions and as a share. Where a hook is not known, nothing is.
  private static func change(_ exact: ExactFigures?, _ written: ExactFigures?) -> String {
    guard let exact, let written, exact.hook != nil, written.hook != nil, written.total > 0 else { return "" }
    let change = exact.total - written.total
    guard change != 0 else { return "=" }
    let sign = change > 0 ? "+" : ""
    let share = NumberText.decimal(Double(change) / Double(written.total) * 100, places: 1)
    return "\(sign)\(NumberText.grouped(change)) (\(sign)\(share) %)"
  }

  private func notes(_ traits: TerminalTraits) -> String {
    report.notes.flatMap { TerminalText.wrap("note: " + TerminalText.escape($0), to: traits.columns) }
      .map { $0 + "\n" }.joined()
  }
}
