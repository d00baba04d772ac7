import Findings
public import Jobs

extension VerifyReport {
  /// The report's verdicts and figures as metrics, a series for each program and kernel.
  public var metrics: MetricSet { metrics { _ in true } }

  /// The same, with a mark on rows that are not held against anybody.
  func metrics(counts: (VerifyRow) -> Bool) -> MetricSet {
    var set = MetricSet()
    for row in rows {
      let object = ObjectLabel.of(row.input, row.variant)
      let figures = row.outcome.figures
      let labels = [
        MetricLabel("object", object), MetricLabel("program", row.outcome.program.name),
        MetricLabel("kernel", row.kernel?.name ?? ""),
      ]
      let finding = row.finding?.id ?? row.outcome.reason?.id ?? ""
      set.add(.accepted, labels, row.outcome.verdict == .accepted ? 1 : 0)
      set.add(
        .verdict,
        labels + [
          MetricLabel("verdict", row.outcome.verdict.rawValue), MetricLabel("finding", finding),
          MetricLabel("counts", counts(row) ? "" : "no"),
        ], 1)
      set.add(.verified, labels, figures.verifiedInstructions)
      set.add(.states, labels, figures.totalStates)
      set.add(.peakStates, labels, figures.peakStates)
      set.add(.loadedInstructions, labels, figures.programInstructions)
      set.add(.machineCode, labels, figures.jitedBytes)
      set.add(.stack, labels, figures.worstStack?.bytes ?? figures.stackDepths?.max())
    }
    return set
  }
}
