public import Records

/// What was kept of a run, in one line.
public enum RecordedText {
  /// `recorded 3f2a9c1d00 of main: 12 figures, 3 verdicts; 40 KiB in .assay/history.sqlite`.
  public static func words(_ run: RunRecord, isNew: Bool, path: String) -> String {
    let commit = FigureWords.commit(run.head)
    let what = commit.isEmpty ? "a run without a commit" : commit + (run.head.branch.map { " of \($0)" } ?? "")
    let tests = run.tests.reduce(0) { $0 + $1.passed + $1.skipped + $1.undecided + $1.failures.count }
    let parts = [
      (run.figures.count, "figure"), (run.verdicts.count, "verdict"), (run.budgets.count, "budget"), (tests, "case"),
      (run.findings.count, "finding"),
    ].filter { $0.0 > 0 }.map { NumberText.count($0.0, $0.1) }
    let dirty = run.head.isDirty ? " (+: files differed from it)" : ""
    let verb = isNew ? "recorded" : "already there:"
    return TerminalText.escape(
      "\(verb) \(what)\(dirty): \(parts.isEmpty ? "nothing" : parts.joined(separator: ", ")), in \(path)")
  }
}
