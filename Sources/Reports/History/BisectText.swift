import Records

/// Which commit moved a figure, for a terminal.
public struct BisectText {
  private let report: BisectReport

  /// A report's text.
  public init(_ report: BisectReport) {
    self.report = report
  }

  /// The text, each line ended by a newline.
  public func render(_ traits: TerminalTraits) -> String {
    let (series, probes) = (report.series, report.probes)
    var table = TextTable(columns: [
      TextTable.Column("COMMIT", .left), TextTable.Column("DATE", .left), TextTable.Column("FIGURE"),
      TextTable.Column("SUBJECT", .left),
    ])
    for probe in probes {
      let isSuspect = report.suspects == [probe.commit]
      let figure = probe.value.map { FigureWords.figure(Double($0), series.unit) } ?? "-"
      table.lines.append(
        .cells([
          TextTable.Cell(TerminalText.escape(probe.commit.prefix(10)), isSuspect ? .bad : nil),
          TextTable.Cell(TimeText.date(probe.time)), TextTable.Cell(figure),
          TextTable.Cell(TerminalText.escape(probe.subject)),
        ]))
      if let reason = probe.reason { table.lines.append(.note(TerminalText.escape(reason), indentation: 12)) }
    }
    let heading = TerminalText.escape("\(series.program.name): \(FigureWords.title(series))")
    let sentences = TerminalText.wrap(TerminalText.escape(verdict), to: traits.columns)
    return traits.styled(heading, .strong) + "\n\n" + table.render(traits) + "\n" + sentences.joined(separator: "\n")
      + "\n"
  }

  /// What was found, in a sentence or two.
  private var verdict: String {
    let (unit, probes) = (report.series.unit, report.probes)
    func words(_ value: Int) -> String { FigureWords.figure(Double(value), unit) }
    guard let last = probes.last, let end = last.value else { return "" }
    guard let first = report.suspects.first else {
      return "Nothing moved: it is \(words(end)) \(FigureWords.unit(unit)) at both ends."
    }
    let after = probes.first { $0.commit == report.suspects.last }
    let before = probes.prefix { $0.commit != first }.last { $0.value != nil }
    guard let before, let old = before.value, let after, let new = after.value else { return "" }
    let change = "from \(words(old)) to \(words(new)) (\(new > old ? "+" : "")\(words(new - old)))"
    let more =
      new == end ? "" : " It is not the only one: at \(last.commit.prefix(10)) the figure is \(words(end))."
    guard report.suspects.count > 1 else {
      return "\(first.prefix(10)) moved it \(change): \(after.subject)." + more
    }
    return "One of \(report.suspects.count) commits moved it \(change): those between could not be measured, of "
      + "\(report.suspects.map { $0.prefix(10) }.joined(separator: ", "))." + more
  }
}
