import Findings
import Gate
import Jobs
import Project
import Records

/// A row of a gate's table in words, plain: what a terminal and Markdown share.
struct GateCells {
  let row: GateRow

  /// `ok`, `FAIL`, `?`.
  var mark: String {
    switch row.status {
    case .pass: "ok"
    case .fail, .invalid: "FAIL"
    case .inconclusive: "?"
    }
  }

  /// The kind of program and its name.
  var name: String { VerifyTable.label(row.program) }

  /// `3 of 3`, or what is otherwise, and where.
  var loads: String {
    let bad = row.loads.filter { $0.outcome.verdict != .accepted }
    guard let first = bad.first else { return Self.share(row.loads.count, row.loads.count) }
    let word = first.outcome.verdict.rawValue
    let same = bad.filter { $0.outcome.verdict == first.outcome.verdict }.compactMap(\.kernel?.name)
    // An input that gives no object was asked nowhere.
    guard !same.isEmpty, same.count < row.loads.count else { return word }
    return "\(word) on \(same.map { $0.hasPrefix("debian:") ? String($0.dropFirst(7)) : $0 }.joined(separator: ", "))"
  }

  /// `16 of 16`; `-` without cases.
  var tests: String {
    let run = row.cases.filter { $0.result != .skipped }
    return run.isEmpty ? "-" : Self.share(run.count { $0.result == .passed }, run.count)
  }

  /// The part of the ways of its branches that cases take, or of its blocks where it has no branch.
  var coverage: String {
    row.coverage.flatMap { $0.branches.share ?? $0.blocks.share }.map { "\(NumberText.percent($0)) %" } ?? ""
  }

  /// `ok`, or how many findings there are; `FAIL: 1 warning` where they make the gate fail.
  var lint: String {
    let findings = row.findings.filter { $0.finding.severity > .note }
    guard let worst = findings.map(\.finding.severity).max() else { return "ok" }
    let count = NumberText.count(findings.count { $0.finding.severity == worst }, worst.rawValue)
    return row.problems.contains { $0.part == .lint && $0.weight == .failure } ? "FAIL: \(count)" : count
  }

  /// The figure, and how much it moved.
  func figure(_ metric: GateMetric) -> String {
    guard let figure = row.figure(metric), let value = figure.value else { return "" }
    return NumberText.grouped(value) + (figure.changeShare.map { " \($0)" } ?? "")
  }

  /// What a run takes on the machine at hand, with half of its interval.
  var time: String {
    guard let time = row.time else { return "" }
    let cells = BenchCells(time)
    return "\(cells.body.isEmpty ? cells.total : cells.body) \(cells.unit)"
  }

  /// How the figure is coloured.
  func style(_ metric: GateMetric) -> TerminalStyle? {
    guard let figure = row.figure(metric) else { return nil }
    if figure.budget?.holds == false { return .bad }
    switch figure.comparison.decision {
    case .regression, .expired: return .bad
    case .improved: return .good
    case .accepted, .otherConditions, .undecided: return .doubtful
    case .pass, .new, .unjudged: return nil
    }
  }

  /// The part of the budget that is used, in percent.
  var budget: String {
    row.spent.map { $0.isFinite ? "\(NumberText.decimal($0 * 100, places: 0)) %" : "over" } ?? ""
  }

  private static func share(_ part: Int, _ whole: Int) -> String { "\(part) of \(whole)" }
}
