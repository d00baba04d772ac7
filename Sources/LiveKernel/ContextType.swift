import BTF
import KernelFacts

/// The program type that a program's context argument tells, for sections that libbpf does not know.
struct ContextType {
  let type: ProgramType
  let attachType: AttachType?

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
}
