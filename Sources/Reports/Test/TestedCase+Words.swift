import Jobs

extension TestedCase {
  /// What went wrong first, in one line.
  var headline: String {
    if let reason { return reason.summary }
    guard let first = differences.first else { return result.rawValue }
    let more = differences.count > 1 ? " (and \(differences.count - 1) more)" : ""
    return sentence(of: first) + more
  }

  /// All that went wrong, a line each.
  var account: [String] {
    let why = reason.map { [$0.summary] + ($0.advice.map { [$0] } ?? []) + $0.evidence } ?? []
    let shown = evidence.flatMap { evidence in evidence.lines.map { "\(evidence.title): \($0)" } }
    return why + differences.map(sentence) + shown + trace.map { "trace: \($0)" }
      + notes.map { "note: \($0)" }
  }

  /// What is otherwise in it is said of what is expected, or of what came out of what it is compared with.
  var verbs: (expected: String, actual: String) { against == nil ? ("expected", "got") : ("base", "here") }

  /// `return: expected XDP_DROP (1), got XDP_PASS (2)`.
  func sentence(of difference: CaseDifference) -> String {
    let step = difference.step.map { "step \($0) " } ?? ""
    let path = difference.path.isEmpty ? "" : " \(difference.path)"
    return "\(step)\(difference.subject.rawValue)\(path): \(verbs.expected) \(difference.expected), "
      + "\(verbs.actual) \(difference.actual)"
  }
}
