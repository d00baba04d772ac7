import Jobs
import Reports

/// What the history keeps of a report of `assay gate`: the reports that it is made of.
struct GateParts: Decodable, Sendable {
  /// The format that is read.
  static let currentFormat = 1

  var verify: VerifyReport
  var lint: LintReport
  var tests: TestReport
  var exact: BenchReport?
  var native: BenchReport?
}
