import Charts
import Findings
import Jobs
import Records

/// The first page: what is refused, what moved, what costs how much of its budget.
struct OverviewPage {
  let frame: DashboardFrame

  private static let week = 7 * 86_400
  private static let mostRows = 400

  private var dashboard: Dashboard { frame.dashboard }

  var page: DashboardPage {
    frame.page(
      "index.html", title: "\(dashboard.title): assay", header, tiles + moved + matrix + budgets + costs + findings)
  }

  private var header: Markup {
    let branch = dashboard.branch.map { "branch \($0), " } ?? ""
    let others =
      dashboard.leftOut > 0 ? "; \(NumberText.count(dashboard.leftOut, "run")) of other branches left out" : ""
    guard let newest = dashboard.runs.last else {
      return
        "<h1>\(dashboard.title)</h1><p>No run is recorded yet: <code>assay history record</code> keeps reports.</p>"
    }
    let log: Markup = newest.link.map { " (\(DashboardFrame.link($0, "log")))" } ?? ""
    return """
      <h1>\(dashboard.title)</h1>
      <p class="faint">\(branch)\(NumberText.count(dashboard.runs.count, "run"))\(others). The newest: \
      \(TimeText.minute(newest.time)) UTC, \(frame.commit(newest)) \(newest.subject ?? "")\(log)</p>
      """
  }

  private var tiles: Markup {
    let verdicts = dashboard.entries.flatMap(\.verdicts)
    let refused = verdicts.count { [.rejected, .loader, .attach].contains($0.verdict) }
    let tests = dashboard.entries.flatMap(\.tests)
    let failed = tests.reduce(0) { $0 + $1.failures.count }
    let budgets = dashboard.entries.flatMap(\.budgets)
    let exceeded = budgets.count { $0.state == .fail }
    let errors = dashboard.findings.count { $0.finding.severity == .error }
    func tile(_ number: Int, _ words: String, isBad: Bool = false) -> Markup {
      "<li><b class=\"\(isBad ? "bad" : "")\">\(NumberText.grouped(number))</b>\(words)</li>"
    }
    var tiles: [Markup] = [tile(dashboard.entries.count { !$0.program.name.isEmpty }, "programs")]
    if !verdicts.isEmpty {
      tiles.append(tile(refused, "refused, of \(NumberText.count(verdicts.count, "verdict"))", isBad: refused > 0))
    }
    if !tests.isEmpty {
      let all = tests.reduce(failed) { $0 + $1.passed }
      tiles.append(tile(failed, "failed, of \(NumberText.count(all, "test case"))", isBad: failed > 0))
    }
    let branches = dashboard.entries.compactMap(\.coverage?.branches)
    let ways = branches.reduce(0) { $0 &+ $1.total }
    if ways > 0 {
      let untaken = branches.reduce(0) { $0 &+ ($1.total &- $1.covered) }
      tiles.append(tile(untaken, "untaken, of \(NumberText.count(ways, "branch way"))"))
    }
    if !budgets.isEmpty {
      tiles.append(tile(exceeded, "exceeded, of \(NumberText.count(budgets.count, "budget"))", isBad: exceeded > 0))
    }
    tiles.append(
      tile(errors, "errors, of \(NumberText.count(dashboard.findings.count, "finding"))", isBad: errors > 0))
    return "<ul class=\"tiles\">\(tiles.joined())</ul>"
  }

  /// Changes of the week before the newest run, the newest first.
  private var moved: Markup {
    guard let newest = dashboard.runs.last else { return "" }
    var moves: [(time: Int, row: Markup)] = []
    for entry in dashboard.entries {
      for group in TrendGroup.groups(entry.trends) {
        for step in group.trend.steps {
          guard let run = frame.run(group.trend.points[step.point]), run.time > newest.time - Self.week,
            !isToldByBody(group.trend, step, entry)
          else { continue }
          moves.append((run.time, row(entry.program, group, step, run)))
        }
      }
    }
    let heading: Markup = "<h2 id=\"moved\">What moved this week</h2>"
    guard !moves.isEmpty else {
      return heading + "<p class=\"none\">Nothing in the seven days before the newest run.</p>"
    }
    // Stable: of one time in the order of the programs.
    let sorted = moves.enumerated().sorted { ($1.element.time, $0.offset) < ($0.element.time, $1.offset) }
    return heading
      + DashboardFrame.table(
        "What moved this week", caption: cut(moves.count, "change"),
        head: [
          ("Program", false), ("Change", true), ("Before", true), ("After", true), ("Figure", false), ("Commit", false),
          ("What", false),
        ], rows: sorted.prefix(Self.mostRows).map(\.element.row))
  }

  /// Whether a total moved because the body did, which is told already.
  private func isToldByBody(_ trend: RecordedTrend, _ step: RecordedTrend.Step, _ entry: Dashboard.Entry) -> Bool {
    guard trend.series.metric == .total else { return false }
    var series = trend.series
    series.metric = .body
    guard let body = entry.trends.first(where: { $0.series == series }) else { return false }
    return body.steps.contains { body.points[$0.point].run == trend.points[step.point].run }
  }

  private func row(
    _ program: TrackedProgram, _ group: TrendGroup, _ step: RecordedTrend.Step, _ run: RunHead
  ) -> Markup {
    let series = group.trend.series
    let cause = FigureWords.differences(step)
    let others = group.others > 0 ? " and \(NumberText.count(group.others, "other case"))" : ""
    return """
      <tr><th scope="row">\(frame.link(program))</th><td class="n">\(DashboardFrame.words(step, series.unit))</td>\
      <td class="n">\(FigureWords.figure(step.before, series.unit))</td>\
      <td class="n">\(FigureWords.figure(step.after, series.unit))</td>\
      <td class="w">\(FigureWords.title(series))\(others)</td>\
      <td class="k">\(frame.commit(run)) <span class="faint">\(TimeText.date(run.time))</span></td>\
      <td class="w">\(cause.isEmpty ? run.subject ?? "" : cause)</td></tr>

      """
  }

  private func cut(_ count: Int, _ noun: String) -> Markup? {
    count > Self.mostRows ? "The first \(Self.mostRows) of \(NumberText.count(count, noun))." : nil
  }

  private var matrix: Markup {
    let entries = dashboard.entries.filter { entry in
      !entry.verdicts.isEmpty || !entry.program.name.isEmpty && (!entry.tests.isEmpty || entry.coverage != nil)
    }
    guard !entries.isEmpty else { return "" }
    let kernels = Set(entries.flatMap(\.verdicts).map { $0.kernel?.name ?? "" }).sorted()
    let isCovered = entries.contains { $0.coverage != nil }
    let rows = entries.prefix(Self.mostRows).map { entry -> Markup in
      let covered = entry.coverage?.figure
      let coverage: Markup =
        isCovered
        ? "<td class=\"bar\">\(covered?.bar ?? "")</td><td class=\"n\">\(covered?.words ?? "")</td>" : ""
      let cells = kernels.map { kernel -> Markup in
        guard let verdict = entry.verdicts.first(where: { ($0.kernel?.name ?? "") == kernel }) else {
          return "<td></td>"
        }
        let walked = entry.trends.first { $0.series.metric == .verifiedInstructions && $0.series.kernel == kernel }
        let figure = walked?.points.last.map { FigureWords.figure($0.value, .instructions) } ?? ""
        return "<td class=\"k\">\(DashboardFrame.words(verdict)) <span class=\"faint\">\(figure)</span></td>"
      }
      return """
        <tr><th scope="row">\(frame.link(entry.program))</th>\(cells.joined())\
        <td class="k">\(DashboardFrame.words(entry.tests))</td>\(coverage)</tr>

        """
    }
    let title = kernels.isEmpty ? "Programs" : "Verdicts"
    let caption: [Markup] = [
      kernels.isEmpty ? "" : "With the instructions that the kernel's verifier walked, of a million that it may.",
      isCovered ? " Coverage: ways of branches that cases take." : "",
    ]
    return "<h2 id=\"verdicts\">\(title)</h2>"
      + DashboardFrame.table(
        title, caption: cut(entries.count, "program") ?? caption.joined(),
        head: [("Program", false)] + kernels.map { ($0.isEmpty ? "no kernel" : $0, false) } + [("Tests", false)]
          + (isCovered ? [("Coverage", false), ("", true)] : []),
        rows: Array(rows))
  }

  private var budgets: Markup {
    let budgets = dashboard.entries.flatMap(\.budgets)
    guard !budgets.isEmpty else { return "" }
    // What is exceeded comes first, then what is nearly so.
    let sorted = budgets.enumerated().sorted { one, other in
      let (left, right) = (rank(one.element), rank(other.element))
      return left == right ? one.offset < other.offset : left > right
    }
    let more = budgets.count - Self.mostRows
    let note: Markup =
      more > 0 ? "<p class=\"faint\">\(NumberText.count(more, "budget")) with more room left out.</p>" : ""
    return "<h2 id=\"budgets\">Budgets</h2>"
      + DashboardBudgets(frame: frame).table(sorted.prefix(Self.mostRows).map(\.element), linksPrograms: true) + note
  }

  private func rank(_ budget: RecordedBudget) -> Double {
    let share = budget.share ?? 0
    return budget.state == .fail ? share + 1e9 : share
  }

  private var costs: Markup {
    let rows = dashboard.entries.compactMap { entry -> Markup? in
      guard let trend = TrendChoice.cost(entry.trends), let last = trend.points.last else { return nil }
      let chart = TrendChart(
        id: "", title: "", description: "",
        points: trend.chartPoints,
        isStepped: trend.series.unit.isExact)
      return """
        <tr><th scope="row">\(frame.link(entry.program))</th>\
        <td class="n">\(FigureWords.figure(last.value, trend.series.unit)) \(FigureWords.unit(trend.series.unit))</td>\
        <td>\(Markup(drawn: chart.spark))</td>\
        <td class="n">\(trend.steps.last.map { DashboardFrame.words($0, trend.series.unit) } ?? "")</td>\
        <td class="w">\(entry.program.object)</td></tr>

        """
    }
    guard !rows.isEmpty else { return "" }
    return "<h2 id=\"costs\">What a run costs</h2>"
      + DashboardFrame.table(
        "What a run costs", caption: cut(rows.count, "program") ?? "The costliest case on the costliest kernel.",
        head: [("Program", false), ("Now", true), ("Over the runs", false), ("Last change", true), ("Object", false)],
        rows: Array(rows.prefix(Self.mostRows)))
  }

  private var findings: Markup {
    let heading: Markup = "<h2 id=\"findings\">Findings</h2>"
    guard !dashboard.findings.isEmpty else { return heading + "<p class=\"none\">None.</p>" }
    return heading
      + DashboardFrame.table(
        "Findings", caption: cut(dashboard.findings.count, "finding"),
        head: [("Severity", false), ("Finding", false), ("Program", false), ("Where", false)],
        rows: dashboard.findings.prefix(Self.mostRows).map {
          FindingPage(frame: frame, found: $0).row(linksProgram: true)
        })
  }
}
