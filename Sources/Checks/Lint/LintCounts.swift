import Findings
import Jobs
import Reports

/// What was looked at of one input.
struct LintCounts: Hashable, Sendable {
  /// The ways in which it was built.
  var inputs = 0
  /// Programs in them.
  var programs = 0
  /// Findings that something allows.
  var suppressed = 0
}

extension LintReport {
  /// The report of findings, with what was looked at by input.
  init(findings: [LintedFinding], counts: [String: LintCounts], notes: [String]) {
    self.init(
      assay: BuildIdentity.version, findings: findings, suppressed: counts.values.reduce(0) { $0 + $1.suppressed },
      inputs: counts.values.reduce(0) { $0 + $1.inputs }, programs: counts.values.reduce(0) { $0 + $1.programs },
      notes: notes)
  }
}
