public import Findings
import KernelFacts
public import Scripts

/// A kprobe of a script at a function that is not called any more, or has another name.
public enum SilentProbeRule: ScriptRule {
  /// The manual page.
  public static let page = RulePage(
    id: "A2651", name: "silent-probe", group: .unstable, severity: .warning,
    title: "a probe is at a function that kernels do not call any more, or that has another name",
    why: """
      bpftrace attaches to a function that is there and is called by nobody, and reports nothing: do_sys_open is one since \
      5.6, when openat went to do_sys_openat2. System calls are called by another name since 4.17, __x64_sys_execve for \
      sys_execve; there bpftrace does not find the function.
      """,
    fix: "use the tracepoint, which has the same name on every kernel", seeAlso: ["A2601"])

  /// A function that was in use up to a kernel.
  private struct Former {
    var until: KernelVersion
    var instead: String
    var why: String
  }

  /// By name: what fs/open.c and kernel/fork.c call since then.
  private static let former: [String: Former] = [
    "do_sys_open": Former(
      until: KernelVersion(5, 6), instead: "tracepoint:syscalls:sys_enter_openat",
      why: "since 5.6 openat goes to do_sys_openat2"),
    "_do_fork": Former(
      until: KernelVersion(5, 10), instead: "tracepoint:sched:sched_process_fork",
      why: "since 5.10 it is kernel_clone"),
  ]

  /// Each such attach point.
  public static func check(_ script: Script, targets: [LintTarget]) -> [Finding] {
    script.probes.flatMap(\.attachPoints).compactMap { point in
      guard ["kprobe", "kretprobe"].contains(point.provider), let place = point.target else { return nil }
      let name = String(place.prefix { $0 != "+" })
      func isMeant(_ until: KernelVersion) -> Bool {
        targets.isEmpty || targets.contains { $0.version >= until }
      }
      if let former = former[name], isMeant(former.until) {
        return finding(
          "\(name) is not called: \(former.why)", primary: script.span(point.range, "never runs"),
          fix: "use \(former.instead)", claim: .inferred(because: former.why))
      }
      guard let call = systemCall(name), isMeant(KernelVersion(4, 17)) else { return nil }
      return finding(
        "\(name) is no function of kernels since 4.17: it is __x64_\(call.full) there, and __arm64_\(call.full)",
        primary: script.span(point.range, "not found"),
        fix: "use tracepoint:syscalls:\(point.provider == "kprobe" ? "sys_enter" : "sys_exit")_\(call.name)",
        claim: .inferred(because: "system calls are called with registers since 4.17"))
    }
  }

  /// The system call that a name from before 4.17 means. A pattern is none.
  private static func systemCall(_ name: String) -> (full: String, name: String)? {
    guard ["sys_", "SyS_"].contains(where: name.hasPrefix), !name.contains("*") else { return nil }
    let call = String(name.dropFirst(4))
    // What begins with sys_ and is no system call: functions of drivers and of the kernel's start.
    return call.isEmpty || ["off", "fillrect", "copyarea", "imageblit"].contains(call) ? nil : ("sys_\(call)", call)
  }
}
