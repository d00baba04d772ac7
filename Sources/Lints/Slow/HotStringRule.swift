public import Findings
import Analysis
import BPF
import BPFObject
import KernelFacts

/// String work where a machine passes very often.
public enum HotStringRule: Rule {
  /// The manual page.
  public static let page = RulePage(
    id: "A2307", name: "hot-string", group: .slow, severity: .note,
    title: "strings are read or made at a hook that runs very often, before anything is filtered",
    why: """
      Reading a path or formatting text costs hundreds of nanoseconds to microseconds. At a hook that every system call or \
      context switch passes, that is a percent of the machine, for events that are mostly thrown away.
      """,
    fix: "filter first: by pid, cgroup or a cheap field, and do the string work only for what is left",
    seeAlso: ["A2503"])

  private static let helpers: Set<String> = [
    "bpf_probe_read_user_str", "bpf_probe_read_kernel_str", "bpf_probe_read_str", "bpf_d_path", "bpf_snprintf",
    "bpf_snprintf_btf", "bpf_get_stack", "bpf_get_stackid",
  ]

  /// The first such call of each program at a hot hook that no condition comes before.
  public static func check(_ subject: LintSubject) -> [Finding] {
    subject.programs.compactMap { program in
      guard let hook = HotHook.of(program),
        let call = program.flow.calls.first(where: { call in
          call.helper?.name.map(helpers.contains) ?? false && program.isUnconditional(call)
        }), let name = call.helper?.name
      else { return nil }
      return finding(
        "\(name) runs \(hook.words), before anything is filtered", in: program, slot: call.slot,
        label: "no condition comes before it",
        claim: .inferred(because: "every path through the program makes the call"))
    }
  }
}
