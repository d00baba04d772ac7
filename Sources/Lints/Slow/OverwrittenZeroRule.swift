public import Findings
import Analysis
import BPF
import BPFObject

/// Stack that is cleared and then filled whole.
public enum OverwrittenZeroRule: Rule {
  /// The manual page.
  public static let page = RulePage(
    id: "A2310", name: "overwritten-zero", group: .slow, severity: .note,
    title: "stack is cleared, and a helper then fills all of it",
    why: """
      BPF has no memset: each eight bytes are an instruction, on every run. Helpers that read memory fill what they are given \
      to its last byte, with zeros when they fail: what was cleared before is never seen.
      """,
    fix: "declare the buffer without an initialiser", seeAlso: ["A2306"])

  /// By helper: the arguments with the place and its size. Source: these clear what they could not read.
  private static let fillers: [String: (place: Int, size: Int)] = [
    "bpf_probe_read": (0, 1), "bpf_probe_read_user": (0, 1), "bpf_probe_read_kernel": (0, 1),
    "bpf_copy_from_user": (0, 1), "bpf_get_current_comm": (0, 1), "bpf_skb_load_bytes": (2, 3),
  ]
  /// Bytes that are worth a word.
  private static let least = 32

  /// Each such call whose block cleared what it fills, with nothing between that looks at it.
  public static func check(_ subject: LintSubject) -> [Finding] {
    subject.programs.flatMap { program -> [Finding] in
      program.flow.calls.compactMap { call in
        guard let name = call.helper?.name, let (place, size) = fillers[name],
          case .frame(let offset) = call.arguments[place], case .constant(let count) = call.arguments[size],
          (Int64(least)...512).contains(count),
          let cleared = cleared(offset..<offset + Int(count), before: call, in: program),
          // So much at such a place is told by itself.
          cleared.bytes < LargeStackZeroRule.least * 8 || HotHook.of(program) == nil
        else { return nil }
        return finding(
          "\(cleared.bytes) bytes of stack are cleared, and \(name) fills them", in: program, slot: cleared.slot,
          label: "never seen", related: [program.span(call.slot, "fills \(count) bytes, whatever it reads")],
          claim: .inferred(because: "nothing reads them between the two"))
      }
    }
  }

  /// How much of a range the call's block cleared last before the call, and where it began to.
  private static func cleared(_ range: Range<Int>, before call: CallFact, in program: LintedProgram) -> (
    bytes: Int, slot: Int
  )? {
    var bytes = 0
    var first: Int?
    program.flow.values[call.function].visit { block, index, state in
      guard block == call.block, index < call.index else { return }
      switch program.flow.instructions[index].kind {
      case .store(let size, let base, let offset, let operand):
        guard case .frame(let place) = state[base], state.value(of: operand) == .constant(0),
          range.lowerBound <= place + Int(offset), place + Int(offset) + size.bytes <= range.upperBound
        else { return }
        bytes += size.bytes
        if first == nil { first = program.program.slots.slot(ofInstruction: index) }
      // Who else looks at the stack may look at this.
      case .load(_, _, _, let base, _):
        guard case .frame = state[base] else { return }
        (bytes, first) = (0, nil)
      case .call:
        let looks = (UInt8(1)...5).contains { register in
          if case .frame(let place) = state[register] { place < range.upperBound } else { state[register] == .unknown }
        }
        if looks { (bytes, first) = (0, nil) }
      default: break
      }
    }
    return first.flatMap { bytes >= least ? (bytes, $0) : nil }
  }
}
