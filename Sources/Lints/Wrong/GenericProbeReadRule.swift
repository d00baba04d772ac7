public import Findings
import Analysis
import BPF
import BPFObject
import KernelFacts

/// A read that does not say whose memory it is.
public enum GenericProbeReadRule: Rule {
  /// The manual page.
  public static let page = RulePage(
    id: "A2109", name: "generic-probe-read", group: .wrong, severity: .warning,
    title: "bpf_probe_read does not say whether the address is the kernel's or a process's",
    why: """
      On s390, and on machines where both share addresses, the helper reads the wrong one; arm64 and others do not have it \
      at all (ARCH_HAS_NON_OVERLAPPING_ADDRESS_SPACE). bpf_probe_read_kernel and bpf_probe_read_user came with 5.5.
      """,
    fix: "call bpf_probe_read_kernel or bpf_probe_read_user, and their _str forms",
    since: KernelVersion(5, 5))

  private static let successors = [
    "bpf_probe_read": "bpf_probe_read_kernel", "bpf_probe_read_str": "bpf_probe_read_kernel_str",
  ]

  /// Each such call, where every target has its successor.
  public static func check(_ subject: LintSubject) -> [Finding] {
    guard subject.targets.allSatisfy({ page.concerns($0.version) }) else { return [] }
    return subject.programs.flatMap { program in
      program.flow.calls.compactMap { call in
        guard let name = call.helper?.name, let successor = successors[name] else { return nil }
        let place = program.span(call.slot, "\(successor), or its _user form")
        return finding(
          "\(name) does not say whose memory it reads", in: program, slot: call.slot, primary: place,
          edit: isKernel(call.arguments[2], in: program) ? Edit(place, replacing: name, with: successor) : nil,
          claim: .declared(section: program.program.section))
      }
    }
  }

  /// Whether an address is one that only the kernel has: of the current task, or an argument of a raw tracepoint other
  /// than those of system calls.
  private static func isKernel(_ address: SymbolicValue, in program: LintedProgram) -> Bool {
    let tasks = Set(program.calls(of: "bpf_get_current_task").map(\.slot))
    if case .result(let slot) = address.base { return tasks.contains(slot) }
    guard program.type == .rawTracepoint, let target = program.program.match?.target, !target.hasPrefix("sys_") else {
      return false
    }
    return address.base.contextField != nil
  }
}
