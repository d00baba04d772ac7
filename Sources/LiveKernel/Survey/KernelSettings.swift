import BTF
import Jobs
import KernelFacts

/// The kernel itself: what it is, and the settings that BPF hangs on. All are read.
struct KernelSettings {
  let types: TypeTable?

  /// The group.
  var group: Survey.Group {
    Survey.Group(
      title: "Kernel",
      items: [release, btf, jit, unprivileged, lockdown, modules, statistics, log])
  }

  private var release: Survey.Item {
    let running = KernelRelease.running
    return Survey.Item("release", .yes, detail: "\(running.release) \(running.machine)")
  }

  private var btf: Survey.Item {
    if let types {
      return Survey.Item("BTF", .yes, detail: "\(types.count - 1) types at \(TypeTable.kernelPath)")
    }
    return Survey.Item(
      "BTF", .no, detail: "\(TypeTable.kernelPath) cannot be read: no CO-RE, fentry, LSM or struct_ops programs",
      remedy: "use a kernel built with CONFIG_DEBUG_INFO_BTF, since 5.4")
  }

  private var jit: Survey.Item {
    switch Self.setting("/proc/sys/net/core/bpf_jit_enable") {
    case "1": Survey.Item("JIT", .yes, detail: "on (net.core.bpf_jit_enable = 1)")
    case "2": Survey.Item("JIT", .yes, detail: "on, with debugging output (net.core.bpf_jit_enable = 2)")
    case "0":
      Survey.Item(
        "JIT", .no, detail: "off: programs are interpreted, and tracing programs of several functions may not load",
        remedy: "set net.core.bpf_jit_enable to 1")
    default:
      Survey.Item("JIT", .partly, detail: "net.core.bpf_jit_enable cannot be read", remedy: "look as root")
    }
  }

  private var unprivileged: Survey.Item {
    switch Self.setting("/proc/sys/kernel/unprivileged_bpf_disabled") {
    case "0": Survey.Item("unprivileged BPF", .yes, detail: "allowed: socket filters load without CAP_BPF")
    case "1": Survey.Item("unprivileged BPF", .no, detail: "off until the next boot: loads need CAP_BPF")
    case "2": Survey.Item("unprivileged BPF", .no, detail: "off: loads need CAP_BPF (since 5.8, before CAP_SYS_ADMIN)")
    default: Survey.Item("unprivileged BPF", .partly, detail: "kernel.unprivileged_bpf_disabled cannot be read")
    }
  }

  private var lockdown: Survey.Item {
    guard let text = SystemFile.text("/sys/kernel/security/lockdown") else {
      return SystemFile.text(Self.moduleList) == nil
        ? Survey.Item(
          "no lockdown", .partly, detail: "cannot be told: securityfs is not mounted", remedy: Self.mountSecurity)
        : Survey.Item("no lockdown", .yes, detail: "the kernel knows none")
    }
    let state = text.split(separator: "[").dropFirst().first?.prefix { $0 != "]" } ?? "unknown"
    switch state {
    case "none": return Survey.Item("no lockdown", .yes)
    case "integrity":
      return Survey.Item(
        "no lockdown", .partly, detail: "integrity: bpf_probe_write_user is refused",
        remedy: "boot without lockdown, or without secure boot")
    default:
      return Survey.Item(
        "no lockdown", .no, detail: "\(state): programs may not read kernel memory, tracing is refused",
        remedy: "boot without lockdown, or without secure boot")
    }
  }

  private var modules: Survey.Item {
    guard let text = SystemFile.text(Self.moduleList) else {
      return Survey.Item(
        "LSM list", .partly, detail: "cannot be told: \(Self.moduleList) cannot be read", remedy: Self.mountSecurity)
    }
    let names = text.split { $0 == "," || $0 == "\n" }
    let list = names.joined(separator: ", ")
    return names.contains("bpf")
      ? Survey.Item("LSM list", .yes, detail: list)
      : Survey.Item(
        "LSM list", .no, detail: "\(list): bpf is not among them, BPF LSM programs load and never run",
        remedy: "boot with lsm=...,bpf")
  }

  private var statistics: Survey.Item {
    switch Self.setting("/proc/sys/kernel/bpf_stats_enabled") {
    case "0":
      Survey.Item(
        "bpf_stats", .partly,
        detail:
          "kept only while someone asks (kernel.bpf_stats_enabled = 0); bpf(2) turns them on for a while since 5.8, "
          + "with CAP_SYS_ADMIN")
    case "1": Survey.Item("bpf_stats", .yes, detail: "on for every program (kernel.bpf_stats_enabled = 1)")
    default: Survey.Item("bpf_stats", .no, detail: "the kernel keeps none", remedy: "use 5.1 or later")
    }
  }

  private var log: Survey.Item {
    guard let version = KernelVersion(KernelRelease.running.release), version >= LogFacts.trueSizeSince else {
      return Survey.Item(
        "verifier log", .partly,
        detail: "its length is not told and its end may be cut, before "
          + "\(LogFacts.trueSizeSince): buffers grow by trial")
    }
    return Survey.Item("verifier log", .yes, detail: "its length is told, and a full buffer keeps its end")
  }

  private static let moduleList = "/sys/kernel/security/lsm"
  private static let mountSecurity = "mount -t securityfs securityfs /sys/kernel/security"

  /// A setting's value without blanks; nil when it cannot be read.
  private static func setting(_ path: String) -> String? {
    SystemFile.text(path)?.split(whereSeparator: \.isWhitespace).first.map(String.init)
  }
}
