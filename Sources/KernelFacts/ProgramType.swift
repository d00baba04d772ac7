/// A program's type: `enum bpf_prog_type` of include/uapi/linux/bpf.h.
public struct ProgramType: RawRepresentable, Hashable, Sendable {
  /// The kernel's number.
  public var rawValue: UInt32

  /// A type by the kernel's number; any number is a value, known or not.
  public init(rawValue: UInt32) {
    self.rawValue = rawValue
  }

  /// A type by its kernel word, such as `xdp` or `sched_cls`; nil when there is none.
  public init?(name: some StringProtocol) {
    guard let facts = ProgramTypeFacts.named(name) else { return nil }
    self = facts.type
  }

  /// The kernel word, such as `xdp` or `sched_cls`; `type 57` for a number that this table does not know.
  public var name: String { facts?.name ?? "type \(rawValue)" }

  /// What is known about the type; nil for a number that the table does not know.
  public var facts: ProgramTypeFacts? { ProgramTypeFacts.numbered(rawValue) }
}

extension ProgramType: CustomStringConvertible {
  /// The kernel word.
  public var description: String { name }
}

extension ProgramType {
  /// `BPF_PROG_TYPE_UNSPEC`.
  public static let unspec = Self(rawValue: 0)
  /// `BPF_PROG_TYPE_SOCKET_FILTER`.
  public static let socketFilter = Self(rawValue: 1)
  /// `BPF_PROG_TYPE_KPROBE`.
  public static let kprobe = Self(rawValue: 2)
  /// `BPF_PROG_TYPE_SCHED_CLS`.
  public static let schedCls = Self(rawValue: 3)
  /// `BPF_PROG_TYPE_SCHED_ACT`.
  public static let schedAct = Self(rawValue: 4)
  /// `BPF_PROG_TYPE_TRACEPOINT`.
  public static let tracepoint = Self(rawValue: 5)
  /// `BPF_PROG_TYPE_XDP`.
  public static let xdp = Self(rawValue: 6)
  /// `BPF_PROG_TYPE_PERF_EVENT`.
  public static let perfEvent = Self(rawValue: 7)
  /// `BPF_PROG_TYPE_CGROUP_SKB`.
  public static let cgroupSkb = Self(rawValue: 8)
  /// `BPF_PROG_TYPE_CGROUP_SOCK`.
  public static let cgroupSock = Self(rawValue: 9)
  /// `BPF_PROG_TYPE_LWT_IN`.
  public static let lwtIn = Self(rawValue: 10)
  /// `BPF_PROG_TYPE_LWT_OUT`.
  public static let lwtOut = Self(rawValue: 11)
  /// `BPF_PROG_TYPE_LWT_XMIT`.
  public static let lwtXmit = Self(rawValue: 12)
  /// `BPF_PROG_TYPE_SOCK_OPS`.
  public static let sockOps = Self(rawValue: 13)
  /// `BPF_PROG_TYPE_SK_SKB`.
  public static let skSkb = Self(rawValue: 14)
  /// `BPF_PROG_TYPE_CGROUP_DEVICE`.
  public static let cgroupDevice = Self(rawValue: 15)
  /// `BPF_PROG_TYPE_SK_MSG`.
  public static let skMsg = Self(rawValue: 16)
  /// `BPF_PROG_TYPE_RAW_TRACEPOINT`.
  public static let rawTracepoint = Self(rawValue: 17)
  /// `BPF_PROG_TYPE_CGROUP_SOCK_ADDR`.
  public static let cgroupSockAddr = Self(rawValue: 18)
  /// `BPF_PROG_TYPE_LWT_SEG6LOCAL`.
  public static let lwtSeg6local = Self(rawValue: 19)
  /// `BPF_PROG_TYPE_LIRC_MODE2`.
  public static let lircMode2 = Self(rawValue: 20)
  /// `BPF_PROG_TYPE_SK_REUSEPORT`.
  public static let skReuseport = Self(rawValue: 21)
  /// `BPF_PROG_TYPE_FLOW_DISSECTOR`.
  public static let flowDissector = Self(rawValue: 22)
  /// `BPF_PROG_TYPE_CGROUP_SYSCTL`.
  public static let cgroupSysctl = Self(rawValue: 23)
  /// `BPF_PROG_TYPE_RAW_TRACEPOINT_WRITABLE`.
  public static let rawTracepointWritable = Self(rawValue: 24)
  /// `BPF_PROG_TYPE_CGROUP_SOCKOPT`.
  public static let cgroupSockopt = Self(rawValue: 25)
  /// `BPF_PROG_TYPE_TRACING`.
  public static let tracing = Self(rawValue: 26)
  /// `BPF_PROG_TYPE_STRUCT_OPS`.
  public static let structOps = Self(rawValue: 27)
  /// `BPF_PROG_TYPE_EXT`.
  public static let ext = Self(rawValue: 28)
  /// `BPF_PROG_TYPE_LSM`.
  public static let lsm = Self(rawValue: 29)
  /// `BPF_PROG_TYPE_SK_LOOKUP`.
  public static let skLookup = Self(rawValue: 30)
  /// `BPF_PROG_TYPE_SYSCALL`.
  public static let syscall = Self(rawValue: 31)
  /// `BPF_PROG_TYPE_NETFILTER`.
  public static let netfilter = Self(rawValue: 32)
}
