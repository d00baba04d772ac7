/// A capability that matters to BPF: include/uapi/linux/capability.h.
public enum Capability: Int, Sendable, CaseIterable {
  /// CAP_NET_ADMIN.
  case netAdmin = 12
  /// CAP_SYS_ADMIN: before 5.8 the only one; it still stands for all the others here.
  case sysAdmin = 21
  /// CAP_SYS_RESOURCE: before 5.11, maps were charged to RLIMIT_MEMLOCK, which this one raises.
  case sysResource = 24
  /// CAP_PERFMON, since 5.8.
  case perfmon = 38
  /// CAP_BPF, since 5.8.
  case bpf = 39

  /// A capability by its name in lower case without the prefix: `net_admin`.
  init?(word: String) {
    guard let match = Self.allCases.first(where: { $0.name == "CAP_" + word.uppercased() }) else { return nil }
    self = match
  }

  /// The kernel's name: `CAP_BPF`.
  public var name: String {
    switch self {
    case .netAdmin: "CAP_NET_ADMIN"
    case .sysAdmin: "CAP_SYS_ADMIN"
    case .sysResource: "CAP_SYS_RESOURCE"
    case .perfmon: "CAP_PERFMON"
    case .bpf: "CAP_BPF"
    }
  }
}
