import Jobs

extension RunRecord {
  /// What keeps the run from being kept: nil when nothing does.
  public var problem: String? {
    var seen = Set<FigureSeries>()
    for figure in figures {
      let series = figure.series
      let place = "\(series.metric.rawValue) of \(series.program.name) on \(series.kernel)"
      guard [figure.value, figure.low, figure.high].allSatisfy(\.isFinite) else { return "\(place) is no number" }
      guard figure.low <= figure.value, figure.value <= figure.high else {
        return "\(place) is outside of its interval"
      }
      guard seen.insert(series).inserted else { return "\(place) is there twice" }
      if let problem = Self.problem(series.program) { return problem }
      guard series.testCase != "", series.driver != "", Self.isText(series.kernel, series.testCase, series.driver)
      else { return "a name in \(place) is empty or holds a zero byte" }
    }
    let programs =
      verdicts.map(\.program) + budgets.map(\.program) + tests.map(\.program) + sources.map(\.program)
      + findings.map(\.program) + (coverage ?? []).map(\.program)
    let kernels = verdicts.map { $0.kernel?.name } + budgets.map(\.kernel) + tests.map(\.kernel) + sources.map(\.kernel)
    for program in programs { if let problem = Self.problem(program) { return problem } }
    for covered in coverage ?? [] {
      guard [covered.branches, covered.lines].allSatisfy({ 0 <= $0.covered && $0.covered <= $0.total }) else {
        return "more of \(covered.program.name) is covered than there is"
      }
    }
    guard kernels.allSatisfy({ Self.isText($0) }) else { return "a kernel's name holds a zero byte" }
    guard Self.isText(head.commit, head.parent, head.subject, head.branch, head.link, head.assay) else {
      return "what says which run it is holds a zero byte"
    }
    guard Self.times.contains(head.time) else { return "its time, \(head.time), is not one of 1970 to 2999" }
    guard Set(head.stages).count == head.stages.count else { return "a stage is there twice" }
    return nil
  }

  /// Seconds since 1970 up to the year 3000.
  private static let times = 0..<32_503_680_000

  private static func problem(_ program: TrackedProgram) -> String? {
    guard program.variant != "", isText(program.object, program.variant, program.name) else {
      return "a name of program '\(program.name)' of \(program.object) is empty or holds a zero byte"
    }
    return nil
  }

  /// SQLite ends a text at a zero byte.
  private static func isText(_ texts: String?...) -> Bool {
    texts.allSatisfy { $0.map { !$0.utf8.contains(0) } ?? true }
  }
}
