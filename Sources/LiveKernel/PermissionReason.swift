import Glibc
import Jobs
import KernelFacts

/// Why a kernel said EPERM before any verifier looked: a capability that lacks, or a policy.
struct PermissionReason {
  let type: ProgramType
  let attachType: AttachType
  let held: HeldCapabilities

  /// What a load of the type needs and the process lacks.
  var lacking: [Capability] { (type.facts?.requiredCapabilities ?? [.bpf]).filter { !held.grants($0) } }

  /// The refusal. With every capability held, what is left is policy.
  func refusal(evidence: [String], code: Int32 = EPERM) -> Refusal {
    let lacking = lacking
    let words = ErrorNumber(code).text
    if !lacking.isEmpty {
      let names = lacking.map(\.name).joined(separator: " and ")
      let summary = "loading a \(type.name) program needs \(names)"
      return Refusal(
        .environment,
        Reason(summary + unprivilegedSwitch, advice: Self.advice(for: lacking), errno: code, evidence: evidence))
    }
    return Refusal(
      .environment,
      Reason(
        "this machine's policy refuses \(described) programs: \(words) without a verifier log",
        advice: Self.policyAdvice, errno: code, evidence: evidence))
  }

  /// Socket filters and cgroup_skb programs need no capability where the administrator allows that.
  private var unprivilegedSwitch: String {
    guard type == .socketFilter || type == .cgroupSkb,
      let text = SystemFile.text("/proc/sys/kernel/unprivileged_bpf_disabled"), let value = text.first, value != "0"
    else { return "" }
    return " here: kernel.unprivileged_bpf_disabled is \(value)"
  }

  private var described: String {
    attachType.rawValue == 0 || attachType.name == type.name ? type.name : "\(type.name) (\(attachType.name))"
  }

  /// What to do about missing capabilities.
  static func advice(for capabilities: [Capability]) -> String {
    "Run with " + capabilities.map(\.name).joined(separator: " and ") + ", or as root."
  }

  /// Names what on this machine may refuse, where it can be read.
  private static var policyAdvice: String {
    if let lockdown = SystemFile.text("/sys/kernel/security/lockdown"), !lockdown.contains("[none]") {
      let level = lockdown.split(separator: "[").last?.prefix { $0 != "]" } ?? ""
      return "Kernel lockdown is set to \(level): boot without it, or use another kernel."
    }
    if let status = SystemFile.text("/proc/self/status"),
      let line = status.split(separator: "\n").first(where: { $0.hasPrefix("Seccomp:") }), !line.hasSuffix("\t0")
    {
      return "The process runs under a seccomp filter, as containers do: allow bpf(2), or run outside of it."
    }
    return
      "All capabilities are held, so a security module, a hypervisor's policy or the kernel's build refuses it: use "
      + "another kernel."
  }
}
