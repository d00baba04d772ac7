import Gate
import Jobs
import Reports

/// What the checks of a gate found.
struct GateFindings: Sendable {
  var verify = VerifyResult(report: VerifyReport(assay: BuildIdentity.version, rows: []))
  var lint: LintResult?
  /// Nil where there are no test files.
  var tests: TestResult?
  /// Nil where nothing was to be counted.
  var exact: BenchResult?
  /// Nil where no time was to be taken.
  var native: BenchResult?
  var measured: [MeasuredFigure] = []
}
