import Charts
import Findings
import Jobs
import Measuring
import Records

/// A program by itself: what kernels say of it, what it costs over commits, and where its instructions go.
struct ProgramPage {
  let frame: DashboardFrame
  let entry: Dashboard.Entry

  /// So many charts that a page stays well below a megabyte.
  private static let mostCharts = 24
  private static let mostRows = 200

  private var dashboard: Dashboard { frame.dashboard }
  private var name: String { entry.program.name.isEmpty ? entry.program.object : entry.program.name }

  var page: DashboardPage {
    frame.page(
      DashboardFrame.file(of: entry.program), title: "\(name): \(dashboard.title)", header,
      verdicts + budgets + parts + charts + tests + coverage + findings + sources)
  }

  private var header: Markup {
    let verdict = entry.verdicts.first
    let facts: [(String, String?)] = [
      ("Object", entry.program.object), ("Variant", entry.program.variant), ("Section", verdict?.section),
      ("Type", verdict?.type),
    ]
    let list = facts.compactMap { name, value -> Markup? in value.map { "<dt>\(name)</dt><dd>\($0)</dd>" } }.joined()
    return """
      <p><a href="index.html">\(dashboard.title)</a></p>
      <h1>\(name)</h1><dl>\(list)</dl>
      """
  }

  /// A row a kernel, with what the load costs there.
  private var verdicts: Markup {
    guard !entry.verdicts.isEmpty else { return "" }
    let metrics: [FigureMetric] = [
      .verifiedInstructions, .totalStates, .peakStates, .programInstructions, .jitedBytes, .stackBytes,
    ]
    let rows = entry.verdicts.prefix(Self.mostRows).map { verdict -> Markup in
      let cells = metrics.map { metric -> Markup in
        let trend = entry.trends.first { $0.series.metric == metric && $0.series.kernel == verdict.kernel?.name }
        return "<td class=\"n\">\(trend?.points.last.map { FigureWords.figure($0.value, .instructions) } ?? "")</td>"
      }
      let kernel = verdict.kernel.map { "\($0.name)" } ?? "no kernel"
      return """
        <tr><th scope="row">\(kernel) <span class="faint">\(verdict.kernel?.release ?? "")</span></th>\
        <td>\(DashboardFrame.words(verdict))</td>\(cells.joined())<td class="w">\(verdict.reason ?? "")</td></tr>

        """
    }
    let names = ["Verified", "States", "Peak states", "Instructions", "Machine code", "Stack"].map { ($0, true) }
    return "<h2 id=\"verdicts\">Verdicts</h2>"
      + DashboardFrame.table(
        "Verdicts", caption: "Verified: instructions that the verifier walked. Machine code and stack in bytes.",
        head: [("Kernel", false), ("Verdict", false)] + names + [("Why", false)], rows: Array(rows))
  }

  private var budgets: Markup {
    guard !entry.budgets.isEmpty else { return "" }
    return "<h2 id=\"budgets\">Budgets</h2>"
      + DashboardBudgets(frame: frame).table(Array(entry.budgets.prefix(Self.mostRows)), linksPrograms: false)
  }

  /// Hook and body of what is attached, a bar each.
  private var parts: Markup {
    let hooks = entry.trends.filter { $0.series.metric == .hook }
    let rows = hooks.prefix(Self.mostRows).compactMap { hook -> Markup? in
      var series = hook.series
      series.metric = .body
      guard let body = entry.trends.first(where: { $0.series == series })?.points.last?.value,
        let attached = hook.points.last?.value, attached + body > 0, body >= 0, attached >= 0
      else { return nil }
      let bar = ShareBar([
        ShareBar.Part(.hook, share: attached / (attached + body)),
        ShareBar.Part(.body, share: body / (attached + body)),
      ])
      let unit = hook.series.unit
      return """
        <tr><th scope="row">\(hook.series.kernel)\(hook.series.driver.map { ", driven by \($0)" } ?? "")\
        \(hook.series.testCase.map { ", case \($0)" } ?? "")</th><td class="bar">\(Markup(drawn: bar.svg))</td>\
        <td class="n">\(FigureWords.figure(attached, unit))</td><td class="n">\(FigureWords.figure(body, unit))</td>\
        <td class="n">\(FigureWords.figure(attached + body, unit)) \(FigureWords.unit(unit))</td></tr>

        """
    }
    guard !rows.isEmpty else { return "" }
    return "<h2 id=\"parts\">Hook and body</h2>"
      + DashboardFrame.table(
        "Hook and body",
        caption: """
          <span class="legend"><span class="hook"></span>the hook: that anything is attached <span class="body"></span>\
          the body: what the program adds</span>
          """,
        head: [("Where", false), ("", false), ("Hook", true), ("Body", true), ("Both", true)], rows: rows)
  }

  /// The trends that are drawn: costs, then the verifier's work, then what else changed.
  private var charts: Markup {
    let groups = TrendGroup.groups(entry.trends)
    // The total of a test run says nothing that its body does not.
    let attached = Set(
      entry.trends.filter { $0.series.metric == .hook }.map { [$0.series.kernel, $0.series.driver ?? ""] })
    let hasBody = entry.trends.contains { $0.series.metric == .body }
    let costs = groups.filter { group in
      let series = group.trend.series
      let isAttached = attached.contains([series.kernel, series.driver ?? ""])
      return series.metric.isCost && (series.metric != .total || isAttached || !hasBody)
    }
    let walked = groups.filter { $0.trend.series.metric == .verifiedInstructions }
    let others = groups.filter { group in
      !group.trend.series.metric.isCost && group.trend.series.metric != .verifiedInstructions
        && !group.trend.steps.isEmpty
    }
    // What changed comes first.
    let ordered = costs.filter { !$0.trend.steps.isEmpty } + costs.filter(\.trend.steps.isEmpty)
    let drawn = Array((ordered.prefix(Self.mostCharts / 2) + walked + others).prefix(Self.mostCharts))
    guard !drawn.isEmpty else { return "" }
    let left = costs.count + walked.count + others.count - drawn.count
    let note: Markup =
      left > 0
      ? "<p class=\"faint\">\(NumberText.count(left, "figure")) more: <code>assay history \(name)</code> shows all.</p>"
      : ""
    let figures = drawn.enumerated().map { index, group in
      DashboardFigure(frame: frame, id: "c\(index)", group: group, limit: limit(of: group.trend)).markup
    }
    let legend: Markup = """
      <p class="faint">Triangles mark where a figure rose or fell, diamonds where something beside the code changed. \
      Bands are intervals, dashed lines budgets.</p>
      """
    return "<h2 id=\"trends\">Over the runs</h2>\(legend)<div class=\"charts\">\(figures.joined())</div>\(note)"
  }

  /// The budget that a trend is held against.
  private func limit(of trend: RecordedTrend) -> TrendChart.Limit? {
    let series = trend.series
    let limit = entry.budgets.filter { budget in
      budget.unit == series.unit && budget.kernel == series.kernel
        && (budget.metric ?? charged(series)) == series.metric
        && (budget.testCase ?? series.testCase) == series.testCase
    }.map(\.limit).min()
    return limit.map { TrendChart.Limit(value: $0, words: "budget \(FigureWords.figure($0, series.unit))") }
  }

  /// What a program answers for: attached its total, of test runs its body.
  private func charged(_ series: FigureSeries) -> FigureMetric? {
    guard series.metric.isCost else { return nil }
    let isAttached = entry.trends.contains { other in
      other.series.metric == .hook && other.series.kernel == series.kernel && other.series.driver == series.driver
    }
    return series.metric == .overhead ? .overhead : isAttached ? .total : .body
  }

  private var tests: Markup {
    guard !entry.tests.isEmpty else { return "" }
    let rows = entry.tests.prefix(Self.mostRows).map { tests -> Markup in
      let failures = tests.failures.prefix(50).map { failure -> Markup in
        "<p><b>\(failure.name)</b>: \(failure.reason)</p>"
      }
      let more: Markup = tests.failures.count > 50 ? "<p>and \(tests.failures.count - 50) more</p>" : ""
      let skipped: Markup = tests.skipped > 0 ? " <span class=\"faint\">\(tests.skipped) skipped</span>" : ""
      return """
        <tr><th scope="row">\(tests.kernel ?? "no kernel")</th><td class="k">\(DashboardFrame.words([tests]))\(skipped)</td>\
        <td class="w">\(failures.joined())\(more)</td></tr>

        """
    }
    return "<h2 id=\"tests\">Tests</h2>"
      + DashboardFrame.table(
        "Tests", head: [("Kernel", false), ("Cases", false), ("Failed", false)], rows: Array(rows))
  }

  private var findings: Markup {
    let own = dashboard.findings.filter { $0.program == entry.program }
    guard !own.isEmpty else { return "" }
    return "<h2 id=\"findings\">Findings</h2>"
      + DashboardFrame.table(
        "Findings", head: [("Severity", false), ("Finding", false), ("Where", false)],
        rows: own.prefix(Self.mostRows).map { FindingPage(frame: frame, found: $0).row(linksProgram: false) })
  }

  private var sources: Markup { AnnotatedSource.all(entry.sources, entry.coverage, tables: 4) }

  /// How much of it the cases run.
  private var coverage: Markup {
    guard let coverage = entry.coverage else { return "" }
    let counts = [("Ways of branches", coverage.branches), ("Lines", coverage.lines)].filter { $0.1.total > 0 }
    let rows = counts.map { name, count -> Markup in
      """
      <tr><th scope="row">\(name)</th><td class="bar">\(count.bar)</td><td class="n">\(count.words)</td>\
      <td class="n">\(NumberText.grouped(count.covered)) of \(NumberText.grouped(count.total))</td></tr>

      """
    }
    return "<h2 id=\"coverage\">Coverage</h2>"
      + DashboardFrame.table(
        "Coverage", caption: "What the cases run, on all kernels together. What cannot run is in no total.",
        head: [("What", false), ("", false), ("Covered", true), ("", true)], rows: rows)
  }
}
