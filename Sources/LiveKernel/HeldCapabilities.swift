import Glibc
import KernelFacts

/// The capabilities that this process has in effect.
struct HeldCapabilities: Sendable {
  private let mask: UInt64

  /// From the text of `/proc/PID/status`: the line `CapEff`.
  init(status: String) {
    let line = status.split(separator: "\n").first { $0.hasPrefix("CapEff:") }
    let digits = line?.split(whereSeparator: { $0 == "\t" || $0 == " " }).last ?? ""
    mask = UInt64(digits, radix: 16) ?? 0
  }

  /// Of this process.
  static func ofThisProcess() -> HeldCapabilities {
    HeldCapabilities(status: SystemFile.text("/proc/self/status") ?? "")
  }

  /// Whether a capability, or CAP_SYS_ADMIN in its stead, is held: `bpf(2)` takes it for CAP_BPF, CAP_PERFMON and
  /// CAP_NET_ADMIN alike (include/linux/capability.h; kernel/bpf/syscall.c: `bpf_net_capable`).
  func grants(_ capability: Capability) -> Bool { holds(capability) || holds(.sysAdmin) }

  /// Whether the capability itself is held.
  func holds(_ capability: Capability) -> Bool { mask >> UInt64(capability.rawValue) & 1 == 1 }
}
