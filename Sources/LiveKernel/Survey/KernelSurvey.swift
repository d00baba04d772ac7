import BTF
public import Jobs
import KernelFacts

/// What this kernel and this process can do, as far as it can be told without changing anything: files are read, programs
/// of two instructions are loaded and closed at once, counters are opened and closed.
public enum KernelSurvey {
  /// Looks.
  public static func take() -> Survey {
    let held = HeldCapabilities.ofThisProcess()
    let types = SystemFile.bytes(TypeTable.kernelPath, most: 64 << 20).flatMap { try? TypeTable(bytes: $0) }
    let programs = ProgramTypeSurvey(held: held, types: types)
    let counters = CounterSurvey(held: held)
    return Survey(groups: [
      KernelSettings(types: types).group,
      CapabilitySurvey(held: held, kernel: KernelVersion(KernelRelease.running.release)).group, programs.group,
      AttachmentSurvey(held: held, types: types, mounts: Mounts()).group, counters.group,
    ])
  }
}
