import BTF
import KernelFacts

/// The program type of a program whose section libbpf does not know: its context argument tells it.
struct ContextType {
  let type: ProgramType
  let attachType: AttachType?

  private init(type: ProgramType, attachType: AttachType?) {
    self.type = type
    self.attachType = attachType
  }

  /// From the name of the structure that the first argument points to. Source: include/linux/bpf_types.h. Several types
  /// share `__sk_buff`; `sched_cls` may do the most with it.
  init?(structure name: String) {
    let known: (ProgramType, AttachType?)? =
      switch name {
      case "xdp_md": (.xdp, nil)
      case "__sk_buff": (.schedCls, nil)
      case "pt_regs", "user_pt_regs", "user_regs_struct", "bpf_user_pt_regs_t": (.kprobe, nil)
      case "bpf_perf_event_data": (.perfEvent, nil)
      case "bpf_raw_tracepoint_args": (.rawTracepoint, nil)
      case "bpf_sock": (.cgroupSock, .cgroupInetSockCreate)
      case "bpf_sock_addr": (.cgroupSockAddr, .cgroupInet4Connect)
      case "bpf_sock_ops": (.sockOps, .cgroupSockOps)
      case "bpf_sockopt": (.cgroupSockopt, .cgroupGetsockopt)
      case "bpf_sysctl": (.cgroupSysctl, .cgroupSysctl)
      case "bpf_cgroup_dev_ctx": (.cgroupDevice, .cgroupDevice)
      case "sk_msg_md": (.skMsg, .skMsgVerdict)
      case "sk_reuseport_md": (.skReuseport, .skReuseportSelect)
      case "bpf_sk_lookup": (.skLookup, .skLookup)
      case "bpf_nf_ctx": (.netfilter, .netfilter)
      default: name.hasPrefix("trace_event_raw_") ? (.tracepoint, nil) : nil
      }
    guard let known else { return nil }
    (type, attachType) = known
  }

  /// From a program's section, where only what follows the first slash is not libbpf's (`tc/test/name/check`), and from
  /// its context.
  init?(of program: ProgramHandle, types: TypeTable?) {
    let first = program.section.prefix { $0 != "/" }
    if first != program.section, let match = SectionTable.match(first) {
      self.init(type: match.programType, attachType: match.attachType)
      return
    }
    guard let structure = types.flatMap({ Self.structure(of: program.name, in: $0) }) else { return nil }
    self.init(structure: structure)
  }

  /// The name of the structure that a function's first argument points to.
  private static func structure(of function: String, in types: TypeTable) -> String? {
    guard let prototype = types.type(named: function, kind: .func)?.target,
      let first = try? types.type(prototype).parameters.first, var type = try? types.type(first.type)
    else { return nil }
    // Through a pointer and whatever qualifies or names what it points to; a chain this long is made to lead nowhere.
    for _ in 0..<16 {
      switch type.kind {
      case .struct, .union, .fwd: return type.name
      case .typedef where ContextType(structure: type.name) != nil: return type.name
      default:
        guard let next = type.target, let target = try? types.type(next) else { return nil }
        type = target
      }
    }
    return nil
  }
}
