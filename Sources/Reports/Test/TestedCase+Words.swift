import Jobs

extension TestedCase {
  /// What went wrong first, in one line.
  var headline: String {
    if let reason { return reason.summary }
    guard let first = differences.first else { return result.rawValue }
    let more = differences.count > 1 ? " (and \(differences.count - 1) more)" : ""
    return first.sentence + more
  }

  /// All that went wrong, a line each.
  var account: [String] {
    let why = reason.map { [$0.summary] + ($0.advice.map { [$0] } ?? []) + $0.evidence } ?? []
    let shown = evidence.flatMap { evidence in evidence.lines.map { "\(evidence.title): \($0)" } }
    return why + differences.map(\.sentence) + shown + trace.map { "trace: \($0)" }
      + notes.map { "note: \($0)" }
  }
}

extension CaseDifference {
  /// `return: expected XDP_DROP (1), got XDP_PASS (2)`.
  var sentence: String {
    let step = step.map { "step \($0) " } ?? ""
    let path = path.isEmpty ? "" : " \(path)"
    return "\(step)\(subject.rawValue)\(path): expected \(expected), got \(actual)"
  }
}
