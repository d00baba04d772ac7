/// What a program's section name says.
public struct SectionMatch: Hashable, Sendable {
  /// The row of the table.
  public var definition: SectionDefinition
  /// What follows the name and a slash, such as `tcp_connect` or `syscalls/sys_enter_openat`; nil when nothing does.
  public var target: String?
  /// Whether libbpf loads the program by itself: a section name that begins with `?` says no.
  public var loadsByDefault: Bool

  /// The program's type.
  public var programType: ProgramType { definition.programType }
  /// The attach type that the load expects; nil when it expects none.
  public var attachType: AttachType? { definition.attachType }
  /// The program may sleep.
  public var isSleepable: Bool { definition.flags.contains(.sleepable) }
  /// It attaches to a BTF type, looked up at load time.
  public var needsBTFTarget: Bool { definition.flags.contains(.btfTarget) }
  /// It takes packets in fragments.
  public var takesFragments: Bool { definition.flags.contains(.xdpFrags) }

  /// The name that libbpf looks up in the kernel's BTF, such as `bpf_lsm_file_open` or `btf_trace_sched_switch`; nil
  /// when none is looked up. For `trace_raw_tp` it is a typedef, for all others a function. Source: libbpf's
  /// `btf_get_kernel_prefix_kind`.
  public var btfTargetName: String? {
    guard needsBTFTarget, programType != .ext, let target, !target.isEmpty else { return nil }
    return switch attachType {
    case .traceRawTp: "btf_trace_" + target
    case .lsmMac, .lsmCgroup: "bpf_lsm_" + target
    case .traceIter: "bpf_iter_" + target
    default: target
    }
  }
}
