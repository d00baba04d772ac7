import Records

/// The programs of a history, a row each.
public struct ProgramListText {
  private let report: TrendReport

  /// The list of a report with the trends of all programs.
  public init(_ report: TrendReport) {
    self.report = report
  }

  /// The text, each line ended by a newline.
  public func render(_ traits: TerminalTraits) -> String {
    var table = TextTable(columns: [
      TextTable.Column("PROGRAM", .left), TextTable.Column("OBJECT", .left, expendability: 1),
      TextTable.Column("RUNS"), TextTable.Column("COST"), TextTable.Column("VERIFIED"),
      TextTable.Column("LAST CHANGE", .left),
    ])
    for program in Set(report.trends.map(\.series.program)).sorted() {
      let trends = report.trends.filter { $0.series.program == program }
      let cost = TrendChoice.cost(trends)
      let verified = TrendChoice.greatest(trends.filter { $0.series.metric == .verifiedInstructions })
      table.lines.append(
        .cells([
          TextTable.Cell(TerminalText.escape(program.name)),
          TextTable.Cell(TerminalText.escape(ObjectLabel.of(program.object, program.variant)), .faint),
          TextTable.Cell("\(trends.map(\.points.count).max() ?? 0)"), TextTable.Cell(figure(cost, withUnit: true)),
          TextTable.Cell(figure(verified, withUnit: false)), lastChange(trends),
        ]))
    }
    let branch = report.branch.map { " of branch \($0)" } ?? ""
    let runs = TerminalText.escape(NumberText.count(report.runs.count, "run") + branch)
    let legend =
      "\(runs). COST is the costliest case on the costliest kernel, of one run; VERIFIED the most instructions that a "
      + "kernel's verifier walked."
    return table.render(traits) + "\n" + TerminalText.wrap(legend, to: traits.columns).joined(separator: "\n") + "\n"
  }

  private func now(_ trend: RecordedTrend) -> Double { trend.points.last?.value ?? 0 }

  private func figure(_ trend: RecordedTrend?, withUnit: Bool) -> String {
    guard let trend else { return "" }
    let unit = withUnit && trend.series.unit != .instructions ? " " + FigureWords.unit(trend.series.unit) : ""
    return FigureWords.figure(now(trend), trend.series.unit) + unit
  }

  /// The newest change of any of a program's figures.
  private func lastChange(_ trends: [RecordedTrend]) -> TextTable.Cell {
    let last = trends.compactMap { trend in trend.steps.last.map { (trend: trend, step: $0) } }
      .max { $0.trend.points[$0.step.point].run < $1.trend.points[$1.step.point].run }
    guard let (trend, step) = last else { return TextTable.Cell("") }
    let run = report.runs.run(at: trend.points[step.point].run)
    let words = [
      FigureWords.name(trend.series.metric), FigureWords.change(step, trend.series.unit),
      run.map { "\(FigureWords.commit($0)) \(TimeText.date($0.time))" } ?? "",
    ]
    return TextTable.Cell(
      TerminalText.escape(words.joined(separator: " ")),
      step.isCode ? step.change > 0 ? .bad : .good : .doubtful)
  }
}
