import Analysis
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
  /// The C files that could be read, by the object's name for them.
  let sources: [String: SourceOutline]

  init(input: ObjectInput, kernel: KernelIdentity) {
    self.input = input
    self.kernel = kernel
    sources = SourceFiles.outlines(of: input.object, at: input.path)
  }

  func completed(_ outcome: ProgramOutcome) -> ProgramOutcome {
    var outcome = outcome
    // What it comes to is in the row.
    outcome.digest?.walk = nil
    if let rejection = rejection(outcome) {
      let explained = Explainer.explain(rejection)
      if outcome.verdict == .rejected {
        outcome.reason = Reason(
          explained.summary, id: explained.id, advice: explained.advice, errno: outcome.reason?.errno,
          evidence: outcome.digest?.messages ?? [])
      } else if !explained.isUnknown {
        outcome.reason?.id = explained.id
      }
    }
    if let program = input.object.program(named: outcome.program.name) {
      let type = outcome.program.type.flatMap { ProgramType(name: $0) } ?? program.match?.programType
      outcome.figures.worstStack = StackChain(of: program, depths: outcome.figures.stackDepths, type: type, on: kernel)
    }
    return outcome
  }

  /// Where the verifier's work on the program went; nil where its walk was not counted.
  func hot(_ outcome: ProgramOutcome) -> HotProgram? {
    guard let walk = outcome.digest?.walk, let program = input.object.program(named: outcome.program.name) else {
      return nil
    }
    return HotProgram(walk, of: program)
  }

  /// The refusal as a finding; nil where nothing was refused, or no page knows what the loader or the system said.
  func finding(_ outcome: ProgramOutcome) -> Finding? {
    if outcome.verdict == .accepted { return silence(outcome) }
    guard let rejection = rejection(outcome) else { return nil }
    if outcome.verdict != .rejected, Explainer.explain(rejection).isUnknown { return nil }
    return Explainer.finding(rejection, kernel: kernel.words)
  }

  /// A program that was attached and did not run while the driver did: what it hangs on may not be what the author thinks.
  private func silence(_ outcome: ProgramOutcome) -> Finding? {
    guard outcome.attachment?.hits == 0 else { return nil }
    let target = outcome.program.attachTarget ?? outcome.program.section
    return Finding(
      severity: .warning, title: "\(outcome.program.name) is attached to \(target) and never ran",
      program: outcome.program.name,
      notes: ["the driver ran once; it may not reach \(target), and neither may what the program is for"],
      claim: .observed(kernel: kernel.words))
  }

  /// The refusal: the verifier's by its log, the loader's and the system's by what they said.
  private func rejection(_ outcome: ProgramOutcome) -> Rejection? {
    var digest: LogDigest
    switch outcome.verdict {
    case .rejected:
      guard let log = outcome.digest else { return nil }
      digest = log
    case .loader, .environment, .attach:
      guard let reason = outcome.reason else { return nil }
      digest = LogDigest()
      // What Assay found out of the machine stands in the summary alone.
      let isWhole = outcome.verdict != .environment && !reason.evidence.isEmpty
      digest.loaderMessages = reason.evidence + (isWhole ? [] : [reason.summary])
    case .accepted, .skipped: return nil
    }
    let program = input.object.program(named: outcome.program.name)
    return Rejection(
      digest, program: program, in: input.object, sources: sources, kernel: KernelVersion(kernel.release))
  }
}
