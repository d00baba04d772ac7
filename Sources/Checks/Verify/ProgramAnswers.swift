import BPFObject
import Findings
import Jobs
import KernelFacts

/// What one kernel said of one object's programs; those that it did not answer share a reason.
struct ProgramAnswers: Sendable {
  /// Who answered; nil when nobody did.
  let kernel: KernelIdentity?
  /// What it said, in its order.
  let outcomes: [ProgramOutcome]
  /// What a refusal means, by the program's name.
  let findings: [String: Finding]
  /// Where the verifier's work went, by the program's name.
  let hot: [String: HotProgram]
  /// The verdict of programs without an answer.
  let restVerdict: Verdict
  /// And why.
  let restReason: Reason
  /// What went wrong beside the answers.
  let notes: [String]

  /// Explains what the object as a whole was refused for; nil where nobody answered.
  let reader: OutcomeReader?

  /// No answer at all.
  static func none(on kernel: KernelIdentity?, _ verdict: Verdict, _ reason: Reason) -> ProgramAnswers {
    ProgramAnswers(
      kernel: kernel, outcomes: [], findings: [:], hot: [:], restVerdict: verdict, restReason: reason, notes: [],
      reader: nil)
  }

  /// The row of a program.
  func row(for program: Program, of build: InputBuild) -> VerifyRow {
    if let outcome = outcomes.first(where: { $0.program.name == program.name }) {
      return VerifyRow(
        input: build.file.path, variant: build.variant, kernel: kernel, outcome: outcome,
        finding: findings[program.name], hot: hot[program.name])
    }
    let outcome = unanswered(program)
    return VerifyRow(
      input: build.file.path, variant: build.variant, kernel: kernel, outcome: reader?.completed(outcome) ?? outcome,
      finding: reader?.finding(outcome))
  }

  private func unanswered(_ program: Program) -> ProgramOutcome {
    ProgramOutcome(program: ProgramIdentity(program), verdict: restVerdict, reason: restReason)
  }
}
