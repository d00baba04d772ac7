public import Findings
import Analysis
import BPF
import BPFObject
import KernelFacts

/// A probe at a function that is still there, and that nothing calls any more.
public enum QuietFunctionRule: Rule {
  /// The manual page.
  public static let page = RulePage(
    id: "A2119", name: "quiet-function", group: .wrong, severity: .warning,
    title: "a probe is at a function that kernels still have and hardly ever call",
    why: """
      Attaching works, and no event ever comes: the callers took another function, or the compiler made the call part of \
      them. do_sys_open is such a one since 5.6.
      """,
    fix: "attach to the function that is called, or to the system call's tracepoint", seeAlso: ["A2015", "A2601"])

  private static let sections: Set<String> = [
    "kprobe", "kretprobe", "fentry", "fentry.s", "fexit", "fexit.s", "fmod_ret", "fmod_ret.s",
  ]

  /// Each such program, where a target has the change, and where no target is told: kernels in use have it.
  public static func check(_ subject: LintSubject) -> [Finding] {
    subject.programs.compactMap { program in
      guard let match = program.program.match, sections.contains(match.definition.name),
        let function = match.target.flatMap({ QuietFunction.named($0.prefix { $0 != "+" }) })
      else { return nil }
      let quiet = subject.targets.filter { $0.version >= function.since }
      guard subject.targets.isEmpty || !quiet.isEmpty else { return nil }
      return finding(
        "\(function.name) is hardly called since \(function.since): the program runs never, or next to never",
        in: program, primary: program.sectionLine("\(function.successor) is called instead"),
        fix: "attach to \(function.successor), or to the system call's tracepoint",
        claim: .declared(section: program.program.section))
    }
  }
}
