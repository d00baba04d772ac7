public import Findings
import Analysis
import BPF
import BPFObject
import KernelFacts

/// More bytes of a syscall tracepoint's number than it has.
public enum SyscallNumberRule: Rule {
  /// The manual page.
  public static let page = RulePage(
    id: "A2117", name: "syscall-number-width", group: .wrong, severity: .error,
    title: "8 bytes of a syscall tracepoint's 4-byte number are read",
    why: """
      The events below tracepoint/syscalls have an int __syscall_nr at offset 8, then four bytes of padding that nobody \
      writes: a load of 8 bytes gets both. Of raw_syscalls/sys_enter it is a long.
      """,
    fix: "read an int: __u32 number = *(__u32 *)((char *)ctx + 8)")

  /// Each such load.
  public static func check(_ subject: LintSubject) -> [Finding] {
    subject.programs.flatMap { program -> [Finding] in
      guard let match = program.program.match, match.programType == .tracepoint,
        let target = match.target, target.hasPrefix("syscalls/sys_enter_") || target.hasPrefix("syscalls/sys_exit_")
      else { return [] }
      return program.findings { instruction, state in
        guard case .load(.doubleWord, _, _, let base, let offset) = instruction.kind,
          state[base].base == .context, state[base].offset &+ Int64(offset) == 8
        else { return nil }
        return finding(
          "8 bytes are read at offset 8 of \(target): the number has 4, the rest is padding", in: program,
          slot: instruction.slot, label: "reads 8 bytes",
          claim: .inferred(because: "the event's format has an int __syscall_nr there"))
      }
    }
  }
}
