import Glibc
public import Jobs

/// Says what loaded programs are, and keeps statistics of them for others to read.
public enum LoadedReader {
  /// Looks at the programs.
  /// - Parameter send: called with them as they are.
  /// - Returns: why it cannot be done here; nil when it was.
  public static func read(_ job: LoadedJob, _ send: (LoadedPrograms) -> Void) -> (verdict: Verdict, reason: Reason)? {
    do throws(Refusal) {
      let empty = EmptyProgram()
      let own = empty?.info?.id
      var programs: [LoadedProgram] = []
      let missing = try job.selection.visit { program in
        if program.info.id != own { programs.append(program.loaded) }
      }
      var result = LoadedPrograms(programs: programs.sorted { $0.id < $1.id }, missing: missing)
      result.isSettingOn = StatisticsProbe.setting
      result.areStatisticsKept = result.isSettingOn == true ? true : empty?.isCounted
      if result.areStatisticsKept == true { result.floor = empty?.floor }
      send(result)
      return nil
    } catch {
      return (error.verdict, error.reason)
    }
  }

  /// Has statistics kept for as long as this process lives; nobody's setting is changed.
  /// - Parameter begun: called once they are.
  /// - Returns: why they are not.
  public static func keepStatistics(_ begun: () -> Void) -> (verdict: Verdict, reason: Reason) {
    guard let statistics = RunTime() else {
      let refusal = Refusal.withoutStatistics(errno)
      return (refusal.verdict, refusal.reason)
    }
    defer { withExtendedLifetime(statistics) {} }
    begun()
    while true { pause() }
  }
}
