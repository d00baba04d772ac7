import Findings
import Gate
import Jobs
import Measuring
import Project

/// A program in the table of a gate: what every part said of it.
struct GateRow {
  let input: String
  let variant: String?
  let program: ProgramIdentity
  /// What kernels said.
  let loads: [VerifyRow]
  /// What became of its cases.
  let cases: [TestedCase]
  /// How much of it the cases ran; nil where nobody measured it.
  let coverage: ProgramCoverage?
  /// What rules found in it.
  let findings: [LintedFinding]
  /// Its figures.
  let figures: [GateFigure]
  /// What its runs take on the machine at hand.
  let times: [BenchRow]
  /// What is to be told of it.
  let problems: [GateProblem]

  /// The rows of a report: a program of an input, built one way, each.
  static func all(of report: GateReport) -> [GateRow] {
    var keys: [ProgramKey] = []
    var loads: [ProgramKey: [VerifyRow]] = [:]
    for row in report.verify.rows {
      let key = ProgramKey(row)
      if loads[key] == nil { keys.append(key) }
      loads[key, default: []].append(row)
    }
    let cases = Dictionary(grouping: report.tests.cases) { [$0.object, $0.program] }
    let findings = Dictionary(grouping: report.lint.findings) { [$0.input, $0.finding.program ?? ""] }
    let coverage = Dictionary(
      (report.coverage?.objects ?? []).map { ([$0.path, $0.variant ?? ""], $0) },
      uniquingKeysWith: { first, _ in first })
    let times = Dictionary(grouping: report.native?.rows ?? []) { [$0.input, $0.variant ?? "", $0.program.name] }
    let problems = Dictionary(grouping: report.problems) { [$0.input ?? "", $0.program ?? ""] }
    let figures = Dictionary(grouping: report.figures) { [$0.subject.variant ?? "", $0.subject.program] }
    return keys.map { key in
      let object = key.variant.map { "\(key.input) (\($0))" } ?? key.input
      let of = loads[key] ?? []
      return GateRow(
        input: key.input, variant: key.variant,
        program: of.first?.outcome.program ?? ProgramIdentity(name: key.program, section: key.section), loads: of,
        cases: cases[[object, key.program]] ?? [],
        coverage: coverage[[key.input, key.variant ?? ""]]?.programs.first { $0.name == key.program },
        findings: findings[[key.input, key.program]] ?? [],
        // Inputs are told from the project's directory there, and from the working directory here.
        figures: (figures[[key.variant ?? "", key.program]] ?? []).filter { Self.isSame($0.subject.input, key.input) },
        times: times[[key.input, key.variant ?? "", key.program]] ?? [],
        problems: [key.input, object].uniqued().flatMap { problems[[$0, key.program]] ?? [] }.filter { problem in
          problem.variants.isEmpty || key.variant.map(problem.variants.contains) ?? false
        })
    }
  }

  private static func isSame(_ relative: String, _ named: String) -> Bool {
    relative == named || named.hasSuffix("/" + relative) || relative.hasSuffix("/" + named)
  }

  /// What it comes to.
  var status: GateStatus { GateReport.status(problems) }

  /// Its figure of a kind that is most to be looked at: one that grew, or else the largest.
  func figure(_ metric: GateMetric) -> GateFigure? {
    let own = figures.filter { $0.subject.metric == metric && $0.value != nil }
    return own.max { left, right in
      let sides = [left, right].map { figure in
        (figure.comparison.decision.isRegression ? 1 : 0, figure.change ?? 0, figure.value ?? 0)
      }
      return sides[0] < sides[1]
    }
  }

  /// The budget that is nearest to its end, as a share.
  var spent: Double? {
    (figures.compactMap(\.spent) + times.flatMap(\.budgets).compactMap(\.share)).max()
  }

  /// The time of its dearest case; nil where none was taken.
  var time: BenchRow? {
    times.filter { $0.costs != nil }.max { $0.costs?.total.value ?? 0 < $1.costs?.total.value ?? 0 }
  }
}
