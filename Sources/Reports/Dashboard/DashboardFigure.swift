import Charts
import Records

/// A trend as a figure of a page: its chart, and the same as tables behind it.
struct DashboardFigure {
  let frame: DashboardFrame
  /// What tells it from others of its page.
  let id: String
  let group: TrendGroup
  let limit: TrendChart.Limit?

  private static let mostLevels = 60
  private static let mostRuns = 40

  private var trend: RecordedTrend { group.trend }

  /// The figure.
  var markup: Markup {
    let title = FigureWords.title(trend.series)
    let others: Markup =
      group.others > 0
      ? " <span class=\"faint\">and \(NumberText.count(group.others, "other case")) that cost no more</span>" : ""
    return """
      <figure aria-labelledby="\(id)-h"><h3 id="\(id)-h">\(title)\(others)</h3>
      <p class="now">\(now)</p>
      \(Markup(drawn: chart(title).svg))
      <details><summary>Levels and newest runs as tables</summary>\(levels)\(newest)</details></figure>

      """
  }

  /// What it shows, in a sentence.
  private var now: String {
    guard let last = trend.points.last else { return "" }
    let unit = trend.series.unit
    let interval =
      unit.isExact ? "" : " (\(FigureWords.figure(last.low, unit)) to \(FigureWords.figure(last.high, unit)))"
    let steps = trend.steps.isEmpty ? "never changed" : NumberText.count(trend.steps.count, "change")
    let words = FigureWords.unit(unit)
    return "now \(FigureWords.figure(last.value, unit))\(words.isEmpty ? "" : " ")\(words)\(interval); "
      + "\(NumberText.count(trend.points.count, "run")), \(steps)"
  }

  private func chart(_ title: String) -> TrendChart {
    let unit = trend.series.unit
    let date = { (point: RecordedPoint?) in point.flatMap(frame.run).map { TimeText.date($0.time) } ?? "" }
    return TrendChart(
      id: id, title: title,
      description: now + (limit.map { "; the limit is \($0.words)" } ?? "") + ". The tables below have the figures.",
      points: trend.chartPoints,
      first: date(trend.points.first), last: date(trend.points.last), limit: limit,
      marks: trend.steps.suffix(Self.mostLevels).map { step in
        let run = frame.run(trend.points[step.point])
        let place = run.map { "\(FigureWords.commit($0)) \(TimeText.date($0.time))" } ?? ""
        let cause = FigureWords.differences(step)
        return TrendChart.Mark(
          point: step.point, kind: step.isCode ? step.change > 0 ? .worse : .better : .other,
          words: "\(FigureWords.change(step, unit)) \(place)\(cause.isEmpty ? "" : ", \(cause)")")
      }, isStepped: unit.isExact)
  }

  private var levels: Markup {
    let levels = trend.levels
    let shown = levels.suffix(Self.mostLevels)
    let rows = shown.map(row)
    let caption: Markup? =
      shown.count < levels.count ? "The newest \(shown.count) of \(levels.count) levels." : nil
    return DashboardFrame.table(
      "Levels", caption: caption,
      head: [("Since", false), ("Commit", false), ("Runs", true), ("Level", true), ("Change", true), ("What", false)],
      rows: rows)
  }

  private func row(_ level: TrendLevel) -> Markup {
    guard let run = frame.run(trend.points[level.points.lowerBound]) else { return "" }
    let unit = trend.series.unit
    return """
      <tr><td class="k">\(TimeText.date(run.time))</td><td class="k">\(frame.commit(run))</td><td class="n">\(level.points.count)</td>\
      <td class="n">\(FigureWords.figure(level.median, unit))</td>\
      <td class="n">\(level.step.map { DashboardFrame.words($0, unit) } ?? "")</td>\
      <td class="w">\(level.what(run))</td></tr>

      """
  }

  private var newest: Markup {
    let unit = trend.series.unit
    let rows = trend.points.suffix(Self.mostRuns).reversed().map { point -> Markup in
      guard let run = frame.run(point) else { return "" }
      let interval =
        unit.isExact ? "" : "\(FigureWords.figure(point.low, unit)) to \(FigureWords.figure(point.high, unit))"
      return """
        <tr><td class="k">\(TimeText.minute(run.time))</td><td class="k">\(frame.commit(run))</td>\
        <td class="n">\(FigureWords.figure(point.value, unit))</td><td class="n">\(interval)</td></tr>

        """
    }
    return DashboardFrame.table(
      "Newest runs", caption: "The newest \(rows.count) of \(trend.points.count) runs.",
      head: [("When, UTC", false), ("Commit", false), ("Figure", true), ("Interval", true)], rows: Array(rows))
  }
}
