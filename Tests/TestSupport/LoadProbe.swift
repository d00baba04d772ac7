import CKernel

/// Asks the running kernel whether it loads `r0 = 0; exit` as a program of some type.
public struct LoadProbe {
  private let type: UInt32
  private let attachType: UInt32

  /// The types of `enum bpf_prog_type` (include/uapi/linux/bpf.h) in their order from 1, in libbpf's words.
  private static let types = [
    "socket_filter", "kprobe", "sched_cls", "sched_act", "tracepoint", "xdp", "perf_event", "cgroup_skb", "cgroup_sock",
    "lwt_in", "lwt_out", "lwt_xmit", "sock_ops", "sk_skb", "cgroup_device", "sk_msg", "raw_tracepoint",
    "cgroup_sock_addr", "lwt_seg6local", "lirc_mode2", "sk_reuseport", "flow_dissector", "cgroup_sysctl",
    "raw_tracepoint_writable", "cgroup_sockopt", "tracing", "struct_ops", "ext", "lsm", "sk_lookup", "syscall",
    "netfilter",
  ]

  /// Those that need a BTF target: every kernel refuses an empty load of them, which says nothing.
  public static let targeted: Set<String> = ["tracing", "struct_ops", "ext", "lsm"]

  /// Attach types without which the load itself fails (kernel/bpf/syscall.c: `bpf_prog_load_check_attach`).
  private static let attachTypes: [String: UInt32] = [
    "cgroup_sock": 2, "cgroup_sock_addr": 8, "cgroup_sockopt": 21, "sk_lookup": 36, "netfilter": 45,
  ]

  /// A probe; nil when no type has that name.
  init?(type name: String) {
    guard let index = Self.types.firstIndex(of: name) else { return nil }
    type = UInt32(index + 1)
    attachType = Self.attachTypes[name] ?? 0
  }

  /// The error number of the load; 0 when the kernel took the program, which is closed again.
  func error() -> Int32 {
    // r0 = 0 ; exit. BPF_PROG_TYPE_SYSCALL must be sleepable.
    let instructions: [UInt64] = [0x0000_0000_0000_00b7, 0x0000_0000_0000_0095]
    let license: [UInt8] = [0x47, 0x50, 0x4c, 0]
    let sleepable: UInt32 = type == 31 ? 1 << 4 : 0
    let result = unsafe instructions.withUnsafeBytes { instructions in
      unsafe license.withUnsafeBytes { license in
        // union bpf_attr of BPF_PROG_LOAD: the fields up to expected_attach_type, since 4.17.
        var attributes = [UInt32](repeating: 0, count: 18)
        attributes[0] = type
        attributes[1] = 2
        (attributes[2], attributes[3]) = unsafe Self.halves(instructions.baseAddress)
        (attributes[4], attributes[5]) = unsafe Self.halves(license.baseAddress)
        attributes[11] = sleepable
        attributes[17] = attachType
        return unsafe attributes.withUnsafeMutableBytes {
          assay_call(Int(__NR_bpf), 5, Int(bitPattern: $0.baseAddress), $0.count, 0, 0)
        }
      }
    }
    guard result >= 0 else { return Int32(-result) }
    HostProcess.close(Int32(result))
    return 0
  }

  private static func halves(_ pointer: UnsafeRawPointer?) -> (UInt32, UInt32) {
    let address = UInt64(UInt(bitPattern: pointer))
    return (UInt32(truncatingIfNeeded: address), UInt32(truncatingIfNeeded: address >> 32))
  }
}
