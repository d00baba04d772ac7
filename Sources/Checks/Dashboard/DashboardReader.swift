import Findings
import History
import Jobs
import Records
import Reports

/// Reads what pages show of the runs of a branch.
struct DashboardReader {
  let store: HistoryStore
  let branch: HistoryBranch

  /// The programs with all that is known of them, sorted.
  func entries() throws(HistoryError) -> [Dashboard.Entry] {
    var known: [TrackedProgram: Dashboard.Entry] = [:]
    func edit(_ program: TrackedProgram, _ change: (inout Dashboard.Entry) -> Void) {
      change(&known[program, default: Dashboard.Entry(program)])
    }
    let numbers = branch.numbers
    for verdict in try store.newestVerdicts(of: numbers) { edit(verdict.program) { $0.verdicts.append(verdict) } }
    for budget in try store.newestBudgets(of: numbers) { edit(budget.program) { $0.budgets.append(budget) } }
    for tests in try store.newestTests(of: numbers) { edit(tests.program) { $0.tests.append(tests) } }
    for covered in try store.newestCoverage(of: numbers) { edit(covered.program) { $0.coverage = covered } }
    for source in try store.newestSources(of: numbers) { edit(source.program) { $0.sources.append(source) } }
    let trends = try TrendReader(store, branch)
    for numbered in try store.series() {
      if let trend = try trends.trend(numbered) { edit(trend.series.program) { $0.trends.append(trend) } }
    }
    return known.values.sorted { $0.program < $1.program }
  }

  /// The findings of the newest run that linted, and those of refusals; the gravest first.
  func findings(_ entries: [Dashboard.Entry]) throws(HistoryError) -> [Dashboard.Found] {
    var findings: [Dashboard.Found] = []
    for verdict in entries.flatMap(\.verdicts) {
      guard let finding = verdict.finding else { continue }
      findings.append(Dashboard.Found(program: verdict.program, kernel: verdict.kernel?.name, finding: finding))
    }
    if let linted = branch.runs.last(where: { $0.head.stages.contains(.lint) }) {
      let places = branch.places
      for (found, first) in try store.findings(of: linted.number) {
        findings.append(Dashboard.Found(program: found.program, finding: found.finding, since: places[first]))
      }
    }
    return findings.sorted { one, other in
      if one.finding.severity != other.finding.severity { return one.finding.severity > other.finding.severity }
      return order(one).lexicographicallyPrecedes(order(other))
    }
  }

  private func order(_ found: Dashboard.Found) -> [String] {
    let program = found.program
    let line = found.finding.primary.map { "\(1_000_000 + $0.span.line)" } ?? ""
    return [program.object, program.name, program.variant ?? "", line, found.kernel ?? "", found.finding.title]
  }
}
