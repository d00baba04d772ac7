/// Reports that hold one log twice: a summary and the log, an error and its cause.
extension LogDigest {
  /// This log and `summary`, a loader's line with the last words of a log before it, as one; nil when they are of two.
  func merged(withSummary summary: LogDigest) -> LogDigest? {
    guard isOfSameProgram(as: summary) else { return nil }
    // Of a long log, reports hold only the beginning: then the summary tells more.
    let isHead = !path.isEmpty || loaderMessages.contains { $0.hasPrefix("load program: ") }
    if messages.isEmpty, statistics == nil, diagnosis == nil, isHead { return summary }
    guard let last = summary.messages.last, messages.contains(last) else { return nil }
    return merged(with: summary)
  }

  /// This log and `earlier` as one, when they say the same; nil when they do not.
  func merged(withSame earlier: LogDigest) -> LogDigest? {
    guard isOfSameProgram(as: earlier), messages == earlier.messages, statistics == earlier.statistics,
      path == earlier.path
    else { return nil }
    return merged(with: earlier)
  }

  private func isOfSameProgram(as other: LogDigest) -> Bool {
    program == nil || other.program == nil || program == other.program
  }

  private func merged(with earlier: LogDigest) -> LogDigest {
    var merged = self
    merged.program = program ?? earlier.program
    merged.loaderMessages = earlier.loaderMessages + loaderMessages
    return merged
  }
}
