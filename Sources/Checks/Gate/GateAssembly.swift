import Findings
import Foundation
import Gate
import Jobs
import Measuring
import Project
import Reports

/// Makes one list of problems out of what the checks of a gate found.
struct GateAssembly {
  let project: GateProject
  let found: GateFindings
  let figures: [GateFigure]
  /// Whether all of the project was looked at.
  let isWhole: Bool

  /// The findings of rules that no kernel says better.
  let lint: LintReport

  init(project: GateProject, found: GateFindings, figures: [GateFigure], isWhole: Bool) {
    self.project = project
    self.found = found
    self.figures = figures
    self.isWhole = isWhole
    lint = Self.lint(found)
  }

  private static func lint(_ found: GateFindings) -> LintReport {
    guard var report = found.lint?.report else {
      return LintReport(assay: BuildIdentity.version, findings: [], inputs: 0, programs: 0)
    }
    let refusals = found.verify.refusals
    let refused = Set(refusals)
    report.findings = LintedFinding.withoutForeseen(report.findings + refusals).filter { !refused.contains($0) }
    // What the compiler said of an input that gives no object is its row's.
    let unusable = Set(found.verify.report.rows.filter { $0.outcome.program.name.isEmpty }.map(\.input))
    report.findings.removeAll { unusable.contains($0.input) }
    return report
  }

  private var expected: ExpectedRefusals { ExpectedRefusals(settings: project.settings?.expect) }

  /// All problems.
  var problems: [GateProblem] {
    let all = loads + tests + rules + costs + (isWhole ? expected.unfit(found.verify.report.rows) : [])
    return GateProblem.merged(all).map(shortened)
  }

  /// What happened to the run as a whole, each thing once.
  var notes: [String] {
    let all =
      found.verify.report.notes + (found.lint?.report.notes ?? []) + (found.tests?.report.notes ?? [])
      + (found.exact?.report.notes ?? []) + (found.native?.report.notes ?? [])
    return all.uniqued()
  }

  /// How much it matters that something of a part does not hold.
  private func weight(_ part: GatePart, on kernel: KernelIdentity? = nil) -> GateProblem.Weight {
    if kernel.map({ found.verify.optionalKernels.contains($0.name) }) ?? false { return .warning }
    return project.settings?.warns.contains(part) ?? false ? .warning : .failure
  }

  /// What could not be decided only warns where its part does, and on kernels that do not count.
  private func undecided(_ part: GatePart, on kernel: KernelIdentity?) -> GateProblem.Weight {
    weight(part, on: kernel) == .failure ? .inconclusive : .warning
  }

  private var loads: [GateProblem] {
    var problems: [GateProblem] = found.verify.report.rows.compactMap { row in
      if let problem = expected.problem(row, weight(.load, on: row.kernel)) { return problem }
      if expected.isMet(row) { return nil }
      return switch row.outcome.verdict {
      case .accepted, .skipped: nil
      case .rejected, .loader, .attach: GateProblem(row, weight(.load, on: row.kernel))
      case .environment: GateProblem(row, undecided(.load, on: row.kernel))
      }
    }
    if found.verify.unusableInputs > 0 {
      // The rows say what is wrong with them.
      let unusable = found.verify.report.rows.filter {
        $0.outcome.program.name.isEmpty && $0.outcome.verdict == .loader
      }
      problems += unusable.isEmpty ? [GateProblem(.invalid, nil, "an input could not be used")] : []
    }
    return problems
  }

  private var tests: [GateProblem] {
    guard let tests = found.tests else { return [] }
    let refused = Set(found.verify.report.rows.filter { $0.outcome.verdict.status == .fails }.map { Subject($0) })
    return tests.problems.map { GateProblem(.invalid, .tests, $0.description) }
      + tests.report.cases.compactMap { tested in
        // That a program does not load is told once.
        guard !expected.isForeseen(tested), !(tested.reason != nil && refused.contains(Subject(tested))) else {
          return nil
        }
        return switch tested.result {
        case .passed, .skipped: nil
        case .failed: GateProblem(tested, weight(.tests, on: tested.kernel))
        case .environment: GateProblem(tested, undecided(.tests, on: tested.kernel))
        }
      }
  }

  private var rules: [GateProblem] {
    let threshold = project.settings?.lint?.level ?? LintRequest().threshold
    return lint.findings.filter { $0.finding.severity >= threshold }.map { GateProblem($0, weight(.lint)) }
  }

  /// What programs cost, against budgets and earlier costs.
  private var costs: [GateProblem] {
    let inputs = Dictionary(
      found.verify.report.rows.map { (project.relative($0.input), $0.input) }, uniquingKeysWith: { first, _ in first })
    let known = GateProblem.figures(
      figures, inputs: inputs, budgets: weight(.budgets), growth: weight(.growth)
    ).map { problem in
      // What only warns is not undecided either.
      var problem = problem
      if problem.weight == .inconclusive, let part = problem.part { problem.weight = undecided(part, on: nil) }
      return problem
    }
    return known + unmeasured(found.exact) + unmeasured(found.native) + timed
  }

  /// Programs whose cost was to be measured and was not, where nothing else says why.
  private func unmeasured(_ result: BenchResult?) -> [GateProblem] {
    guard let result else { return [] }
    let refused = Set(found.verify.report.rows.filter { $0.outcome.verdict != .accepted }.map(\.outcome.program.name))
    return result.problems.map { GateProblem(.invalid, .growth, $0.description) }
      + result.report.rows.filter { row in
        row.verdict.map { $0 != .skipped } ?? false && !refused.contains(row.program.name)
      }.map { GateProblem($0, undecided(.growth, on: nil), .growth) }
  }

  /// Budgets of time, and changes of it against the base commit.
  private var timed: [GateProblem] {
    (found.native?.report.rows ?? []).flatMap { row -> [GateProblem] in
      var problems = row.budgets.compactMap { budget -> GateProblem? in
        switch budget.decision {
        case .pass: nil
        case .fail: GateProblem(budget, of: row, weight(.budgets))
        case .inconclusive: GateProblem(budget, of: row, undecided(.budgets, on: nil))
        }
      }
      if let change = GateProblem(changeOf: row, weight(.growth), undecided: undecided(.growth, on: nil)) {
        problems.append(change)
      }
      return problems
    }
  }

  /// A problem with its place as the user would name it.
  private func shortened(_ problem: GateProblem) -> GateProblem {
    guard var place = problem.place else { return problem }
    place.file = BaselineFile.shortened(place.file)
    var problem = problem
    problem.place = place
    return problem
  }

  /// A program of an input on a kernel, as rows of loads and of tests have it.
  private struct Subject: Hashable {
    var input: String
    var program: String
    var kernel: String?

    init(_ row: VerifyRow) {
      (input, program, kernel) = (row.input, row.outcome.program.name, row.kernel?.name)
    }

    init(_ tested: TestedCase) {
      (input, program, kernel) = (tested.object, tested.program, tested.kernel?.name)
    }
  }
}
