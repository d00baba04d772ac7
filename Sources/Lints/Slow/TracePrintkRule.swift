public import Findings
import BPFObject
import Analysis
import BPF

/// A debugging print that is shipped.
public enum TracePrintkRule: Rule {
  /// The manual page.
  public static let page = RulePage(
    id: "A2301", name: "trace-printk", group: .slow, severity: .warning,
    title: "bpf_trace_printk is shipped",
    why: """
      Every call takes a lock that all CPUs share, formats text and writes it to the one trace buffer that everybody on the \
      machine reads; the kernel prints a warning when such a program is loaded. It is made for debugging.
      """,
    fix: "send events through a ring buffer, or count in a map; keep prints behind a const volatile flag that is off")

  /// Every call of it.
  public static func check(_ subject: LintSubject) -> [Finding] {
    subject.programs.flatMap { program in
      program.flow.calls.compactMap { call in
        guard let name = call.helper?.name, name == "bpf_trace_printk" || name == "bpf_trace_vprintk" else {
          return nil
        }
        return finding(
          "\(name) is called in \(program.program.name)", in: program, slot: call.slot,
          label: "prints to the shared trace buffer", claim: .declared(section: program.program.section))
      }
    }
  }
}
