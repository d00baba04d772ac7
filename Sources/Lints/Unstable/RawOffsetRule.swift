public import Findings
import Analysis
import BPF
import BPFObject
import BTF

/// An offset into a kernel struct that no relocation adjusts.
public enum RawOffsetRule: Rule {
  /// The manual page.
  public static let page = RulePage(
    id: "A2602", name: "raw-offset", group: .unstable, severity: .warning,
    title: "a kernel struct is read at a fixed offset, without CO-RE",
    why: """
      Kernel structs change with every release and configuration. Without a CO-RE relocation the offset is that of the \
      headers at hand: on another kernel the program reads something else, and nothing tells.
      """,
    fix: "read through BPF_CORE_READ or bpf_core_read, with structs from vmlinux.h (preserve_access_index)")

  private static let readers: Set<String> = [
    "bpf_probe_read_kernel", "bpf_probe_read_kernel_str", "bpf_probe_read", "bpf_probe_read_str",
  ]

  /// Each read at a constant distance from the current task.
  public static func check(_ subject: LintSubject) -> [Finding] {
    subject.programs.flatMap { program -> [Finding] in
      let tasks = Set(program.calls(of: "bpf_get_current_task").map(\.slot))
      guard !tasks.isEmpty else { return [] }
      let relocated = program.program.coreRelocations.map(\.slot)
      return program.flow.calls.compactMap { call in
        guard let name = call.helper?.name, readers.contains(name),
          case .sum(.result(let task), let offset) = call.arguments[2], tasks.contains(task),
          // The addition that a relocation rewrites stands between the two.
          !relocated.contains(where: { $0 >= task && $0 <= call.slot })
        else { return nil }
        return finding(
          "struct task_struct is read at offset \(offset), which no relocation adjusts", in: program, slot: call.slot,
          label: "\(offset) is where the field was when this was compiled",
          claim: .inferred(because: "the object has no CO-RE relocation for it"))
      }
    }
  }
}
