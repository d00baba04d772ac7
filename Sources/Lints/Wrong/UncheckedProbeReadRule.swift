public import Findings
import Analysis
import BPF
import BPFObject

/// A read of memory that may not be there, its result thrown away.
public enum UncheckedProbeReadRule: Rule {
  /// The manual page.
  public static let page = RulePage(
    id: "A2102", name: "unchecked-probe-read", group: .wrong, severity: .note,
    title: "the result of reading user memory is not looked at",
    why: """
      The page may not be in memory, or the pointer be wrong: then the helper fills the buffer with zeros and returns \
      -EFAULT. Zeros that were not read look like data.
      """,
    fix: "look at the result, and leave the event out or mark it when it is negative")

  private static let helpers: Set<String> = ["bpf_probe_read_user", "bpf_probe_read_user_str", "bpf_copy_from_user"]

  /// Each such read.
  public static func check(_ subject: LintSubject) -> [Finding] {
    subject.programs.flatMap { program in
      program.flow.calls.compactMap { call in
        guard let name = call.helper?.name, helpers.contains(name), !call.isResultRead else { return nil }
        return finding(
          "the result of \(name) is not looked at: zeros that were not read look like data", in: program,
          slot: call.slot, label: "fails when the page is not in memory",
          claim: .inferred(because: "no path reads what the call returns"))
      }
    }
  }
}
