public import Findings
import Analysis
import BPF
import BPFObject
import KernelFacts

/// Stack read that was never written, for kernels that refuse it.
public enum UnwrittenStackRule: Rule {
  /// The manual page.
  public static let page = RulePage(
    id: "A2037", name: "unwritten-stack", group: .refused, severity: .warning,
    title: "stack is read that was never written, and a kernel that the program is meant for refuses that",
    why: """
      Before 6.3 the verifier refuses to read bytes of the stack that no path has written, itself or through a helper: padding of \
      a struct counts. Newer kernels allow it with CAP_PERFMON, and so do updates of the stable series.
      """,
    fix: "clear the variable where it is declared: struct event e = {}, and its padding with __builtin_memset",
    until: KernelVersion(6, 3), seeAlso: ["A1301", "A2106", "A2107"])

  /// Each such place on a path that every verifier walks.
  public static func check(_ subject: LintSubject) -> [Finding] {
    let targets = subject.targets.filter { page.concerns($0.version) }
    guard !targets.isEmpty else { return [] }
    let names = targets.map(\.name).joined(separator: ", ")
    return walkFindings(subject) { fault, program in
      switch fault.kind {
      case .unsetStack:
        return WalkFinding(
          program.helper(at: fault.slot).map { "\($0) reads bytes of the stack that were never written" }
            ?? "bytes of the stack are read that were never written", label: "\(names) refuses that as it was released")
      default: return nil
      }
    }
  }
}
