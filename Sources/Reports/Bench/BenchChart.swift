import Charts
import Findings
import Jobs
import Measuring

/// A bench report as a picture: bars of hook and body, and where time was taken, its distribution.
public enum BenchChart {
  /// The picture as SVG; rows without figures are left out.
  public static func svg(_ report: BenchReport) -> String {
    var groups: [CostChart.Group] = []
    for row in report.rows {
      guard let bar = bar(row), row.outcomes.first?.clock != nil else { continue }
      let unit = BenchCells(row).unit
      let title = VerifyTable.heading(row.input, row.variant, on: row.kernel)
      if groups.last?.title == title, groups.last?.unit == unit {
        groups[groups.count - 1].bars.append(bar)
      } else {
        groups.append(CostChart.Group(title: title, unit: unit, bars: [bar]))
      }
    }
    let words = report.rows.compactMap { $0.outcomes.first?.clock?.words }.uniqued()
    let left = report.rows.count { bar($0) == nil }
    return CostChart(
      title: "assay bench: what programs cost", groups: groups,
      notes: words.flatMap { TerminalText.wrap($0, to: 140) }
        + (left > 0 ? ["\(NumberText.count(left, "row")) without figures left out"] : [])
    ).svg
  }

  private static func bar(_ row: BenchRow) -> CostBar? {
    let cells = BenchCells(row)
    if let exact = row.exact {
      let body = exact.body ?? exact.total
      let figures = exact.hook == nil ? cells.body : "\(cells.hook) + \(cells.body) = \(cells.total)"
      return CostBar(
        label: cells.label, note: cells.manner, hook: exact.hook.map(Double.init), body: Double(body), figures: figures)
    }
    guard let costs = row.costs, let outcome = row.outcomes.first, let clock = outcome.clock else { return nil }
    let scale = clock.nanoseconds(1) ?? 1
    // What is drawn is what the program answers for; attached its total, else its body.
    let whole = costs.charged.scaled(by: scale)
    let under: BenchArm = row.isAttached ? .bare : .twin
    let readings = outcome.loads.map { load -> [Double] in
      let floor = costs.body == nil && !row.isAttached ? [] : load.readings(under)
      return load.readings(.head).enumerated().map { index, reading in
        (reading - (floor.indices.contains(index) ? floor[index] : 0)) / outcome.runsPerDeed * scale
      }
    }
    let figures = costs.hook == nil ? cells.body : "\(cells.hook) + \(cells.body)"
    return CostBar(
      label: cells.label, note: cells.manner, hook: costs.hook.map { max($0.value * scale, 0) },
      body: max(whole.value - (costs.hook?.value ?? 0) * scale, 0), interval: whole.low...max(whole.low, whole.high),
      readings: readings, figures: figures)
  }
}
