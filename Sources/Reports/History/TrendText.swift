import Measuring
import Records

/// Trends for a terminal: of each the levels that it had, since which commit, and what moved it.
public struct TrendText {
  private let report: TrendReport
  private let runs: Int?

  /// A report's text.
  /// - Parameter runs: how many of the newest runs are listed one by one, instead of levels; nil for levels.
  public init(_ report: TrendReport, listing runs: Int? = nil) {
    self.report = report
    self.runs = runs
  }

  /// The text, each line ended by a newline.
  public func render(_ traits: TerminalTraits) -> String {
    var text = ""
    for program in Set(report.trends.map(\.series.program)).sorted() {
      let groups = TrendGroup.groups(report.trends.filter { $0.series.program == program })
      text += (text.isEmpty ? "" : "\n") + traits.styled(heading(program), .strong) + "\n"
      for group in groups where runs != nil || !group.trend.steps.isEmpty { text += "\n" + render(group, traits) }
      let steady = groups.filter { $0.trend.steps.isEmpty }
      if runs == nil, !steady.isEmpty { text += "\n" + indented(table(of: steady), traits) }
    }
    return text + "\n" + footer(traits)
  }

  private func heading(_ program: TrackedProgram) -> String {
    TerminalText.escape("\(program.name)  (\(program.object)\(program.variant.map { ", variant \($0)" } ?? ""))")
  }

  private func footer(_ traits: TerminalTraits) -> String {
    let branch = report.branch.map { " of branch \($0)" } ?? ""
    let others = report.leftOut > 0 ? "; \(report.leftOut) of other branches left out (--branch, --all-branches)" : ""
    return TerminalText.wrap(
      TerminalText.escape(NumberText.count(report.runs.count, "run") + branch + others), to: traits.columns
    ).joined(separator: "\n") + "\n"
  }

  private func render(_ group: TrendGroup, _ traits: TerminalTraits) -> String {
    let trend = group.trend
    let line = Sparkline.text(trend.points.map(\.value), columns: 40)
    let title = FigureWords.title(trend.series)
    let room = TerminalTraits(columns: traits.columns - 2)
    var text = TerminalText.wrap(TerminalText.escape(title), to: room.columns).map { "  \($0)\n" }.joined()
    if group.others > 0 {
      let what = trend.steps.isEmpty ? "cost no more" : "changed in the same runs, and cost no more"
      text += "  and \(NumberText.count(group.others, "other case")) that \(what)\n"
    }
    text += "  \(traits.styled(line, .faint))\n"
    return text + indented(runs.map { list(trend, $0) } ?? levels(trend), traits)
  }

  private func indented(_ table: TextTable, _ traits: TerminalTraits) -> String {
    let inner = TerminalTraits(columns: traits.columns - 2, colour: traits.colour)
    return table.render(inner).split(separator: "\n").map { "  \($0)\n" }.joined()
  }

  /// What never changed, a row each.
  private func table(of groups: [TrendGroup]) -> TextTable {
    var table = TextTable(columns: [
      TextTable.Column("STEADY", .left), TextTable.Column("KERNEL", .left), TextTable.Column("NOW"),
      TextTable.Column("UNIT", .left), TextTable.Column("RUNS"), TextTable.Column("SINCE", .left),
      TextTable.Column("WHERE", .left),
    ])
    for group in groups {
      let (series, points) = (group.trend.series, group.trend.points)
      guard let first = points.first, let last = points.last, let run = head(first) else { continue }
      let most = FigureWords.figure(last.value, series.unit)
      let isSpread = group.others > 0 && group.least < last.value
      let now = isSpread ? "\(FigureWords.figure(group.least, series.unit))..\(most)" : most
      let cases = group.others > 0 ? "\(group.others + 1) cases" : series.testCase.map { "case \($0)" }
      let place = [cases, series.driver.map { "driven by \($0)" }].compactMap(\.self).joined(separator: ", ")
      table.lines.append(
        .cells([
          TextTable.Cell(FigureWords.name(series.metric)), TextTable.Cell(TerminalText.escape(series.kernel)),
          TextTable.Cell(now), TextTable.Cell(FigureWords.unit(series.unit), .faint),
          TextTable.Cell("\(points.count)"), TextTable.Cell(TimeText.date(run.time)),
          TextTable.Cell(TerminalText.escape(place), .faint),
        ]))
    }
    return table
  }

  private static let columns = [
    TextTable.Column("COMMIT", .left), TextTable.Column("SINCE", .left), TextTable.Column("RUNS"),
    TextTable.Column("FIGURE"), TextTable.Column("CHANGE"), TextTable.Column("WHAT", .left),
  ]

  /// A row for each level.
  private func levels(_ trend: RecordedTrend) -> TextTable {
    var table = TextTable(columns: Self.columns)
    for level in trend.levels {
      guard let run = head(trend.points[level.points.lowerBound]) else { continue }
      table.lines.append(
        .cells([
          commit(run), TextTable.Cell(TimeText.date(run.time)), TextTable.Cell("\(level.points.count)"),
          TextTable.Cell(FigureWords.figure(level.median, trend.series.unit)),
          change(level.step, trend.series.unit), TextTable.Cell(TerminalText.escape(level.what(run))),
        ]))
    }
    return table
  }

  /// A row for each of the newest runs.
  private func list(_ trend: RecordedTrend, _ count: Int) -> TextTable {
    var columns = Self.columns
    columns[1].title = "WHEN"
    columns[2] = TextTable.Column("INTERVAL", .right, expendability: 1)
    var table = TextTable(columns: columns)
    let unit = trend.series.unit
    for index in trend.points.indices.suffix(count) {
      let point = trend.points[index]
      guard let run = head(point) else { continue }
      let step = trend.steps.first { $0.point == index }
      let interval =
        unit.isExact ? "" : "\(FigureWords.figure(point.low, unit))..\(FigureWords.figure(point.high, unit))"
      let what = step.map(FigureWords.differences).flatMap { $0.isEmpty ? nil : $0 } ?? run.subject ?? ""
      table.lines.append(
        .cells([
          commit(run), TextTable.Cell(TimeText.minute(run.time)), TextTable.Cell(interval),
          TextTable.Cell(FigureWords.figure(point.value, unit)), change(step, unit),
          TextTable.Cell(TerminalText.escape(what)),
        ]))
    }
    return table
  }

  private func head(_ point: RecordedPoint) -> RunHead? { report.runs.run(at: point.run) }

  private func commit(_ run: RunHead) -> TextTable.Cell {
    TextTable.Cell(TerminalText.escape(FigureWords.commit(run)), .faint)
  }

  private func change(_ step: RecordedTrend.Step?, _ unit: FigureUnit) -> TextTable.Cell {
    guard let step else { return TextTable.Cell("") }
    let style: TerminalStyle = step.isCode ? step.change > 0 ? .bad : .good : .doubtful
    return TextTable.Cell(FigureWords.change(step, unit), style)
  }
}
