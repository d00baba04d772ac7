import Findings

extension LintReport {
  /// The findings in the form of explained logs, for formats that have one shape for both.
  public var explained: ExplainReport {
    let logs = findings.map { found in
      var log = ExplainedLog(
        input: found.input, program: found.finding.program, verdict: .refused, context: found.context)
      log.finding = found.finding
      return log
    }
    return ExplainReport(assay: assay, logs: logs, notes: notes)
  }
}
