import Findings
import Jobs
import Project

/// The problems of a gate as findings, for formats that know nothing else: what rules and kernels found with all of its story,
/// the rest with what is told of it.
struct GateFindingList {
  private let report: GateReport

  init(_ report: GateReport) { self.report = report }

  /// The findings with what stands around them, in the order of the problems.
  var all: [LintedFinding] {
    report.problems.filter { $0.weight != .notice }.map { problem in known(problem) ?? made(problem) }
  }

  /// In the form that the formats of explained logs take.
  var explained: ExplainReport {
    LintReport(assay: report.assay, findings: all, inputs: 0, programs: 0, notes: report.notes).explained
  }

  /// What a rule or a kernel found.
  private func known(_ problem: GateProblem) -> LintedFinding? {
    var found: LintedFinding?
    switch problem.part {
    case .lint:
      found = report.lint.findings.first { $0.input == problem.input && $0.finding.title == problem.title }
    case .load:
      let row = report.verify.rows.first {
        $0.input == problem.input && $0.outcome.program.name == problem.program && $0.finding?.id == problem.id
          && $0.finding != nil
      }
      found = row.flatMap { row in
        row.finding.map { LintedFinding(input: row.input, finding: $0, context: FindingContext(row)) }
      }
    case .tests, .budgets, .growth, nil: break
    }
    found?.finding.severity = problem.weight.severity
    return found
  }

  private func made(_ problem: GateProblem) -> LintedFinding {
    let finding = Finding(
      id: problem.id, severity: problem.weight.severity, title: problem.sentence, program: problem.program,
      primary: problem.place.map { LabelledSpan($0, label: problem.part?.rawValue ?? "assay.yml") },
      notes: problem.details, fix: problem.advice, claim: .observed(kernel: problem.kernels.first ?? "host"))
    return LintedFinding(
      input: problem.input ?? problem.place?.file ?? "assay.yml", finding: finding,
      context: FindingContext(kernel: problem.kernels.isEmpty ? nil : problem.kernels.joined(separator: ", ")))
  }
}

extension GateProblem.Weight {
  /// How much a finding of this weight matters.
  var severity: Severity {
    switch self {
    case .invalid, .failure: .error
    case .inconclusive, .warning: .warning
    case .notice: .note
    }
  }
}
