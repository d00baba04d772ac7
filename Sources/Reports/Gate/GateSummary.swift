import Gate
import Jobs
import Project

/// How much a gate looked at, in words.
struct GateSummary {
  let report: GateReport

  init(_ report: GateReport) { self.report = report }

  private var programs: Int {
    Set(report.verify.rows.filter { !$0.outcome.program.name.isEmpty }.map(ProgramKey.init)).count
  }

  private var inputs: Int { Set(report.verify.rows.map(\.input)).count }

  private var kernels: Int { Set(report.verify.rows.compactMap(\.kernel?.name)).count }

  /// `11 programs of 10 inputs load on 3 kernels, 138 cases pass, 62 figures are no more than before`.
  var sentence: String {
    guard !report.verify.rows.isEmpty else {
      return report.unchanged.isEmpty
        ? "there is nothing to look at"
        : "\(NumberText.count(report.unchanged.count, "input")) \(report.unchanged.count == 1 ? "is" : "are") as in "
          + "\(report.base ?? "the base commit"): there is nothing to look at"
    }
    var parts = [
      "\(NumberText.count(programs, "program")) \(programs == 1 ? "loads" : "load") on \(NumberText.count(kernels, "kernel"))"
    ]
    let passed = report.tests.cases.count { $0.result == .passed }
    if passed > 0 { parts.append("\(NumberText.count(passed, "case")) \(passed == 1 ? "passes" : "pass")") }
    let compared = report.figures.count { [.pass, .improved].contains($0.comparison.decision) }
    if compared > 0 {
      parts.append("\(NumberText.count(compared, "figure")) \(compared == 1 ? "is" : "are") no more than allowed")
    }
    let budgets = report.figures.count { $0.budget?.holds == true }
    if budgets > 0 { parts.append("\(NumberText.count(budgets, "budget")) kept") }
    return parts.joined(separator: ", ")
  }

  /// The last line.
  var closing: String {
    var parts = ["\(NumberText.count(programs, "program")) of \(NumberText.count(inputs, "input"))"]
    if kernels > 0 { parts[0] += " on \(NumberText.count(kernels, "kernel"))" }
    if !report.unchanged.isEmpty {
      parts.append("\(report.unchanged.count) unchanged since \(report.base ?? "the base commit")")
    }
    if let shard = report.shard { parts.append("shard \(shard)") }
    let work = report.work
    if work.known > 0 {
      parts.append("\(NumberText.grouped(work.known)) of \(NumberText.grouped(work.known &+ work.done)) answers known")
    }
    if let seconds = report.seconds { parts.append("\(NumberText.decimal(seconds, places: 1)) s") }
    return parts.joined(separator: ", ")
  }
}
