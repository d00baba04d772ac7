import Findings
public import Jobs
import VerifierLog

extension ExplainedLog {
  /// A load's row. A refusal that no page knows is told in the loader's or the system's own words.
  public init(_ row: VerifyRow) {
    let outcome = row.outcome
    let name = outcome.program.name.isEmpty ? nil : outcome.program.name
    let context = FindingContext(
      programType: outcome.program.type, kernel: row.kernel?.words,
      messages: outcome.digest?.messages ?? outcome.reason?.evidence ?? [])
    switch outcome.verdict {
    case .accepted:
      self.init(input: row.input, program: name, verdict: .accepted, context: context)
    case .rejected, .attach, .loader:
      self.init(input: row.input, program: name, verdict: .refused, context: context)
      finding = row.finding ?? Self.finding(outcome, input: row.input, kernel: row.kernel)
      finding?.program = name
    case .environment, .skipped:
      self.init(input: row.input, program: name, verdict: .incomplete, context: context)
      notes = outcome.reason.map { [$0.summary] + ($0.advice.map { ["fix: \($0)"] } ?? []) } ?? []
    }
    statistics = outcome.digest?.statistics
  }

  private static func finding(_ outcome: ProgramOutcome, input: String, kernel: KernelIdentity?) -> Finding {
    let reason = outcome.reason
    return Finding(
      id: reason?.id, severity: .error, title: reason?.summary ?? "refused without a reason",
      primary: LabelledSpan(SourceSpan(file: input, line: 0), label: "refused"), fix: reason?.advice,
      claim: .observed(kernel: kernel?.words ?? "none"))
  }
}
