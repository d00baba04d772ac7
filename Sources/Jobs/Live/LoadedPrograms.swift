/// Programs that are loaded, as they are at one moment.
public struct LoadedPrograms: Codable, Hashable, Sendable {
  /// Whether the kernel keeps statistics of programs, whoever turned them on; nil where that cannot be tried.
  public var areStatisticsKept: Bool?
  /// Whether `kernel.bpf_stats_enabled` is set; nil where it cannot be read.
  public var isSettingOn: Bool?
  /// What statistics say of a run of an empty program; nil where they are not kept or none could be run.
  public var floor: LiveWindow.Floor?
  /// The programs, by their ids.
  public var programs: [LoadedProgram]
  /// What could not be looked at.
  public var missing: [LiveWindow.Missing]

  /// Programs.
  public init(programs: [LoadedProgram] = [], missing: [LiveWindow.Missing] = []) {
    self.programs = programs
    self.missing = missing
  }
}
