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
  func refusal(evidence: [String]) -> Refusal {
    let lacking = lacking
    guard lacking.isEmpty else {
      let names = lacking.map(\.name).joined(separator: " and ")
      return Refusal(
        .environment,
        Reason(
          "loading a \(type.name) program needs \(names)", advice: Self.advice(for: lacking), errno: EPERM,
          evidence: evidence))
    }
    return Refusal(
      .environment,
      Reason(
        "this machine's policy refuses \(described) programs: \(ErrorNumber(EPERM).text) without a verifier log",
        advice: Self.policyAdvice, errno: EPERM, evidence: evidence))
  }

  private var described: String {
    attachType.rawValue == 0 || attachType.name == type.name ? type.name : "\(type.name) (\(attachType.name))"
  }

  /// What to do about missing capabilities.
  static func advice(for capabilities: [Capability]) -> String {
    "Run with " + capabilities.map(\.name).joined(separator: " and ") + ", or as root."
  }

  /// Names what on this machine refuses, where it can be read.
  private static var policyAdvice: String {
    if let lockdown = SystemFile.text("/sys/kernel/security/lockdown"), !lockdown.contains("[none]") {
      let state = lockdown.split(separator: "[").last?.prefix { $0 != "]" } ?? ""
      return "Kernel lockdown is set to \(state): boot without it, or use another kernel."
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
