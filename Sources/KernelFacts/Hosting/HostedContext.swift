/// The context of a program of a type that no kernel test-runs: a test lays it out, and another type, the host, is run with
/// it. Measured on 6.1, 6.12 and 6.18.
public enum HostedContext: String, Sendable {
  /// The registers, `struct pt_regs`: kprobes and uprobes, and those at returns.
  case registers
  /// Registers and what was sampled, `struct bpf_perf_event_data`.
  case sample
  /// A tracepoint's record.
  case record
  /// Arguments, 8 bytes each, that the verifier knows the types of: tp_btf, fentry, fexit, fmod_ret, LSM.
  case arguments

  /// The context of a program; nil for types that are test-run themselves, or not by this way.
  public static func of(_ type: ProgramType, _ attachType: AttachType) -> HostedContext? {
    switch type {
    case .kprobe: .registers
    case .perfEvent: .sample
    case .tracepoint: .record
    case .tracing where attachType != .traceIter: .arguments
    case .lsm where attachType != .lsmCgroup: .arguments
    default: nil
    }
  }

  /// The context that a section's programs have.
  public static func of(_ match: SectionMatch) -> HostedContext? {
    of(match.programType, match.attachType ?? AttachType(rawValue: 0))
  }
}
