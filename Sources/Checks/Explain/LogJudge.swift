import Explanations
import Reports
import VerifierLog

/// Tells what became of the load that a log is of, and whether a text is a log at all.
enum LogJudge {
  /// The verdict; nil when nothing in the text is a verifier's or a loader's.
  static func verdict(_ digest: LogDigest, _ explained: Explained) -> ExplainedLog.Verdict? {
    let isKnown = explained.id != UnknownExplanation.page.id
    let isLog = digest.showsVerifier
    if digest.diagnosis != nil { return .refused }
    if !digest.messages.isEmpty { return isLog || isKnown || !digest.loaderMessages.isEmpty ? .refused : nil }
    // The loader alone speaks in good runs, too.
    if digest.statistics == nil, digest.path.isEmpty, !digest.loaderMessages.isEmpty {
      return isKnown || digest.loaderMessages.contains(where: LoaderLine.saysNo) ? .refused : .incomplete
    }
    guard isLog else { return nil }
    guard digest.statistics != nil else { return .incomplete }
    return digest.loaderMessages.contains(where: LoaderLine.isHeadOfRefusal) ? .refused : .accepted
  }

  /// What a reader has to know of a log that is not whole.
  static func notes(_ digest: LogDigest, _ verdict: ExplainedLog.Verdict) -> [String] {
    var notes: [String] = []
    if verdict == .incomplete { notes.append("the log ends before the verifier says what became of the program") }
    if digest.headMissing {
      notes.append("the beginning of the log is missing: what happened before its first line cannot be told")
    }
    if digest.tailMissing { notes.append("the end of the log is missing, and with it the path that failed") }
    let rounds = digest.pathOmissions.compactMap(\.iterations).reduce(0, +)
    if rounds > 0 {
      notes.append(
        "\(NumberText.grouped(rounds)) rounds of loops on the failing path are left out: they walk the same instructions"
      )
    }
    let cut = digest.pathOmissions.filter { $0.iterations == nil }.reduce(0) { $0 + $1.lines }
    if cut > 0 { notes.append("\(NumberText.grouped(cut)) lines of the failing path's middle are left out") }
    return notes
  }
}
