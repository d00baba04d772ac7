import Analysis
import BPFObject
import Explanations
import Findings
import KernelFacts
import Reports
import VerifierLog

/// Explains one log, with the object that it may be of.
struct LogExplainer {
  let object: ObjectFile?
  /// The C files that it is made of, by its name for them.
  let sources: [String: SourceOutline]
  let kernel: KernelVersion?
  let kernelWords: String?
  /// The program's name, where the user gives it.
  let program: String?

  /// The log's verdict and finding, and its path; nil when the digest is of no log.
  func explain(
    _ digest: LogDigest, input: String, number: Int, _ places: inout SourcePlaces
  ) -> (ExplainedLog, Trace)? {
    var rejection = Rejection(digest, kernel: kernel)
    guard let verdict = LogJudge.verdict(digest, Explainer.explain(rejection)) else { return nil }
    var notes = LogJudge.notes(digest, verdict)
    var found: Program?
    if let object {
      switch ProgramMatch.find(in: object, trace: rejection.trace, name: program ?? digest.program) {
      case .found(let match):
        found = match
        rejection = Rejection(digest, program: match, in: object, sources: sources, kernel: kernel)
      case .none(let why): notes.append(why)
      }
    }
    var context = FindingContext(
      programType: found?.match?.programType.name, kernel: kernelWords, messages: rejection.messages)
    var finding: Finding?
    if verdict == .refused {
      context.state = FailureState(rejection)
      finding = places.completed(Explainer.finding(rejection, kernel: kernelWords ?? "not named by the log"))
    }
    var log = ExplainedLog(
      input: input, number: number, program: found?.name ?? digest.program, verdict: verdict, context: context)
    log.finding = finding
    log.statistics = digest.statistics
    log.diagnosis = digest.diagnosis
    log.notes = notes
    return (log, rejection.trace)
  }
}
