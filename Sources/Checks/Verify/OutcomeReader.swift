import BPFObject
import Explanations
import Findings
import Jobs
import KernelFacts
import VerifierLog

/// Completes what a worker said with what only the object and the catalogue of explanations know.
struct OutcomeReader: Sendable {
  let input: ObjectInput
  let kernel: KernelIdentity

  func completed(_ outcome: ProgramOutcome) -> ProgramOutcome {
    var outcome = outcome
    if outcome.verdict == .rejected, let digest = outcome.digest {
      let explained = Explainer.explain(rejection(outcome, digest))
      outcome.reason = Reason(
        explained.summary, id: explained.id, advice: explained.advice, errno: outcome.reason?.errno,
        evidence: digest.messages)
    }
    if let program = input.object.program(named: outcome.program.name) {
      let type = outcome.program.type.flatMap { ProgramType(name: $0) } ?? program.match?.programType
      outcome.figures.worstStack = StackChain(of: program, depths: outcome.figures.stackDepths, type: type, on: kernel)
    }
    return outcome
  }

  /// The rejection as a finding; nil for any other verdict.
  func finding(_ outcome: ProgramOutcome) -> Finding? {
    guard outcome.verdict == .rejected, let digest = outcome.digest else { return nil }
    return Explainer.finding(rejection(outcome, digest), kernel: "\(kernel.release) (\(kernel.name))")
  }

  private func rejection(_ outcome: ProgramOutcome, _ digest: LogDigest) -> Rejection {
    Rejection(
      digest, program: input.object.program(named: outcome.program.name), kernel: KernelVersion(kernel.release))
  }
}
