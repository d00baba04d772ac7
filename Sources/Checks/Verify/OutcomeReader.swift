import Explanations
import Jobs
import VerifierLog

/// Completes what a worker said with what only the object and the catalogue of explanations know.
struct OutcomeReader: Sendable {
  let input: ObjectInput
  let kernel: KernelIdentity

  func completed(_ outcome: ProgramOutcome) -> ProgramOutcome {
    var outcome = outcome
    if outcome.verdict == .rejected, let digest = outcome.digest {
      let explained = Explainer.explain(digest)
      outcome.reason = Reason(
        explained.summary, id: explained.id, advice: explained.advice, errno: outcome.reason?.errno,
        evidence: digest.messages)
    }
    return outcome
  }
}
