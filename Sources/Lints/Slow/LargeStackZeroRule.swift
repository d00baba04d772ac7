public import Findings
import Analysis
import BPF
import BPFObject
import KernelFacts

/// Much stack cleared at a hook that runs often.
public enum LargeStackZeroRule: Rule {
  /// The manual page.
  public static let page = RulePage(
    id: "A2306", name: "large-stack-zero", group: .slow, severity: .note,
    title: "320 bytes of stack or more are cleared at a hook that runs very often",
    why: """
      BPF has no memset: each eight bytes are an instruction, on every run, used or not. A buffer that a helper fills whole \
      needs no clearing, and an event that is reserved in a ring buffer is written only where it has members.
      """,
    fix: "leave out the initialiser of buffers that a helper fills, or build the event in bpf_ringbuf_reserve's memory")

  /// Stores of 8 bytes that make up the least that is told.
  static let least = 40

  /// The first block of each program at a hot hook that clears as much.
  public static func check(_ subject: LintSubject) -> [Finding] {
    subject.programs.compactMap { program in
      guard let hook = HotHook.of(program), let flow = program.flow.values.first else { return nil }
      var slots: [Int: [Int]] = [:]
      flow.visit { block, index, state in
        guard case .store(.doubleWord, let base, _, let operand) = program.flow.instructions[index].kind,
          case .frame = state[base], state.value(of: operand) == .constant(0)
        else { return }
        slots[block, default: []].append(program.program.slots.slot(ofInstruction: index))
      }
      let large = slots.filter { $0.value.count >= least }.min { $0.key < $1.key }
      guard let large = large?.value, let first = large.first else { return nil }
      return finding(
        "\(large.count * 8) bytes of stack are cleared \(hook.words)", in: program, slot: first,
        label: "\(large.count) stores of zero", claim: .declared(section: program.program.section))
    }
  }
}
