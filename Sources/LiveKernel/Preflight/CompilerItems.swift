import Jobs

/// What the kernel does to programs: how it compiles them, and what runs around them.
struct CompilerItems {
  static let vulnerabilities = "/sys/devices/system/cpu/vulnerabilities"

  let files: SystemTree
  /// Whether a run of our own was counted; nil when it could not be tried.
  let statisticsAreKept: Bool?

  /// Whether programs are not compiled.
  var isInterpreted: Bool { files.word("/proc/sys/net/core/bpf_jit_enable") == "0" }

  /// Whether statistics add to every run; nil when it cannot be told.
  var keepsStatistics: Bool? {
    statisticsAreKept ?? files.word("/proc/sys/kernel/bpf_stats_enabled").map { $0 != "0" }
  }

  var release: Survey.Item {
    guard let release = files.word("/proc/sys/kernel/osrelease") else {
      return Survey.Item("kernel", .partly, detail: "its release cannot be read")
    }
    return Survey.Item("kernel", .yes, detail: "\(release): figures of another one are not comparable")
  }

  var jit: Survey.Item {
    switch files.word("/proc/sys/net/core/bpf_jit_enable") {
    case "1", "2": Survey.Item("JIT", .yes, detail: "on: what is measured is machine code")
    case "0":
      Survey.Item(
        "JIT", .no, detail: "off: an interpreter runs the programs, several times slower than machine code",
        remedy: "set net.core.bpf_jit_enable to 1")
    default:
      Survey.Item("JIT", .partly, detail: "net.core.bpf_jit_enable cannot be read", remedy: "look as root")
    }
  }

  var hardening: Survey.Item {
    let name = "no JIT hardening"
    return switch files.word("/proc/sys/net/core/bpf_jit_harden") {
    case "0": Survey.Item(name, .yes, detail: "constants stand in the machine code as they are")
    case "1":
      Survey.Item(
        name, .yes, detail: "only programs of users without CAP_BPF are hardened (net.core.bpf_jit_harden = 1)")
    case "2":
      Survey.Item(
        name, .no,
        detail: "net.core.bpf_jit_harden is 2: every constant is blinded, which makes programs longer and slower",
        remedy: "set net.core.bpf_jit_harden to 1")
    default:
      Survey.Item(name, .partly, detail: "net.core.bpf_jit_harden cannot be read", remedy: "look as root")
    }
  }

  var symbols: Survey.Item {
    switch files.word("/proc/sys/net/core/bpf_jit_kallsyms") {
    case "1": Survey.Item("program symbols", .yes, detail: "profilers name programs; no figure depends on it")
    case "0": Survey.Item("program symbols", .partly, detail: "profilers cannot name programs; no figure depends on it")
    default: Survey.Item("program symbols", .partly, detail: "cannot be told; no figure depends on it")
    }
  }

  var mitigations: Survey.Item {
    let names = files.entries(Self.vulnerabilities).sorted()
    guard !names.isEmpty else {
      return Survey.Item("mitigations", .partly, detail: "the kernel does not tell which it has on")
    }
    var mitigated: [String] = []
    var vulnerable: [String] = []
    for name in names {
      let text = files.text("\(Self.vulnerabilities)/\(name)") ?? ""
      if text.hasPrefix("Mitigation") { mitigated.append(name) }
      if text.hasPrefix("Vulnerable") { vulnerable.append(name) }
    }
    let all = "\(mitigated.count) of \(names.count) processor flaws are worked around, \(vulnerable.count) are not"
    guard vulnerable.isEmpty else {
      return Survey.Item(
        "mitigations", .partly,
        detail: "\(all) (\(vulnerable.joined(separator: ", "))): with those too, calls and probes would cost more")
    }
    return Survey.Item("mitigations", .yes, detail: "\(all): their cost is part of every figure")
  }

  var statistics: Survey.Item {
    let name = "statistics off"
    let cost =
      "every run pays for two looks at the clock, 20 to 80 ns; what a program costs beyond its empty twin holds"
    switch (files.word("/proc/sys/kernel/bpf_stats_enabled"), statisticsAreKept) {
    case ("0"?, false?), (nil, false?):
      return Survey.Item(name, .yes, detail: "a run of our own was not counted")
    case ("0"?, true?), (nil, true?):
      return Survey.Item(
        name, .no, detail: "somebody keeps them on through BPF_ENABLE_STATS: \(cost)",
        remedy: "end what watches BPF statistics, such as bpftop")
    case (_?, true?):
      return Survey.Item(
        name, .no, detail: "kernel.bpf_stats_enabled is 1: \(cost)", remedy: "set kernel.bpf_stats_enabled to 0")
    case ("0"?, nil):
      return Survey.Item(
        name, .partly, detail: "kernel.bpf_stats_enabled is 0; whether somebody else turned them on cannot be tried",
        remedy: "CAP_BPF")
    case (_?, _):
      // The setting changed between the run and the look at it, or no run could be made.
      return Survey.Item(
        name, .no, detail: "kernel.bpf_stats_enabled is 1: \(cost)", remedy: "set kernel.bpf_stats_enabled to 0")
    case (nil, nil):
      return Survey.Item(name, .partly, detail: "it can neither be read nor tried", remedy: "look as root")
    }
  }
}
