import VerifierLog

extension LogDigest {
  /// The digest as text that a reviewer can read beside the log.
  var rendered: String {
    var out = ""
    func line(_ text: String) { out += text + "\n" }
    line("bytes \(bytes), unrecognised \(unrecognisedLines), cut \(linesCut)\(headMissing ? ", head missing" : "")")
    if let program { line("program \(program)") }
    if let globalFunction { line("global function \(globalFunction)") }
    if let statistics {
      line(
        "verified \(statistics.verifiedInstructions) of \(statistics.limit.map(String.init) ?? "-"), states "
          + "\(statistics.totalStates ?? -1), peak \(statistics.peakStates ?? -1), "
          + "max per instruction \(statistics.maxStatesPerInstruction ?? -1), mark read \(statistics.markRead ?? -1)")
      line("timed \(statistics.verificationMicroseconds != nil), stack \(statistics.stackDepths ?? [])")
    } else {
      line("no statistics")
    }
    line("messages:")
    messages.forEach { line("  \($0)") }
    if messagesOmitted > 0 { line("  (\(messagesOmitted) omitted)") }
    if !loaderMessages.isEmpty { line("loader:") }
    loaderMessages.forEach { line("  \($0)") }
    if let diagnosis {
      line("diagnosis: \(diagnosis.category) / \(diagnosis.problem)")
      line("  reason: \(diagnosis.reason)")
      if let at = diagnosis.at { line("  at: \(at.rendered)") }
      diagnosis.causalPath.forEach { line("  path: \($0.rendered)") }
      if diagnosis.stepsOmitted > 0 { line("  (\(diagnosis.stepsOmitted) steps omitted)") }
      line("  suggestion: \(diagnosis.suggestion)")
      diagnosis.other.forEach { line("  other: \($0)") }
    }
    line("lines:")
    for count in lineCounts {
      line("  \(count.instructions) \(count.file ?? "-"):\(count.line.map(String.init) ?? "-") \(count.text)")
    }
    line("path:")
    for (index, step) in path.enumerated() {
      for omission in pathOmissions where omission.position == index {
        line("  (\(omission.lines) lines omitted, \(omission.iterations.map { "\($0) iterations" } ?? "too long"))")
      }
      line("  \(step)")
    }
    return out
  }
}

extension KernelDiagnosisStep {
  fileprivate var rendered: String {
    "\(function) \(file ?? "-"):\(line ?? 0):\(column ?? 0) insn \(instruction ?? -1) [\(kind ?? "-")] \(label) | \(text ?? "")"
  }
}
