public import Findings
import Analysis
import BPF
import BPFObject
import KernelFacts

/// A large copy, at a hook that runs very often.
public enum LargeCopyRule: Rule {
  /// The manual page.
  public static let page = RulePage(
    id: "A2311", name: "large-copy", group: .slow, severity: .note,
    title: "320 bytes or more are copied at a hook that runs very often",
    why: """
      BPF has no memcpy: each eight bytes are a load and a store, on every run. A value can be used where it is, in the map, \
      and an event can be built where it is sent from.
      """,
    fix: "use the value through its pointer, or build the event in bpf_ringbuf_reserve's memory", seeAlso: ["A2306"])

  /// Stores of 8 bytes that make up the least that is told.
  private static let least = 40

  /// The first block of each program at a hot hook that copies as much.
  public static func check(_ subject: LintSubject) -> [Finding] {
    subject.programs.compactMap { program in
      guard let hook = HotHook.of(program) else { return nil }
      for (function, flow) in program.flow.values.enumerated() where function == 0 || isCalled(function, by: program) {
        var slots: [Int: [Int]] = [:]
        flow.visit { block, index, state in
          guard case .store(.doubleWord, _, _, let operand) = program.flow.instructions[index].kind,
            case .loaded(_, .doubleWord, _, let address) = state.value(of: operand), address.base != .context
          else { return }
          slots[block, default: []].append(program.program.slots.slot(ofInstruction: index))
        }
        let large = slots.filter { $0.value.count >= least }.min { $0.key < $1.key }
        guard let large = large?.value, let first = large.first else { continue }
        return finding(
          "\(large.count * 8) bytes are copied \(hook.words)", in: program, slot: first,
          label: "\(large.count) loads and stores", claim: .declared(section: program.program.section))
      }
      return nil
    }
  }

  /// Whether a function runs in the program's course.
  private static func isCalled(_ function: Int, by program: LintedProgram) -> Bool {
    program.flow.calls.contains { $0.subprogram == function }
  }
}
