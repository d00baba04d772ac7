public import Findings
import Analysis
import BPF
import BPFObject

/// The pair of ids that `bpf_get_current_pid_tgid` returns, taken for one id.
public enum PidComparisonRule: Rule {
  /// The manual page.
  public static let page = RulePage(
    id: "A2112", name: "pid-comparison", group: .wrong, severity: .error,
    title: "the result of bpf_get_current_pid_tgid is compared with one id",
    why: """
      The helper returns the process in the upper 32 bits and the thread in the lower: as a whole it never equals a pid. \
      What ps shows as PID is the upper half.
      """,
    fix: "shift first: __u32 pid = bpf_get_current_pid_tgid() >> 32")

  /// Each comparison of the whole with a number of 32 bits.
  public static func check(_ subject: LintSubject) -> [Finding] {
    subject.programs.flatMap { program -> [Finding] in
      let ids = Set(program.calls(of: "bpf_get_current_pid_tgid").map(\.slot))
      guard !ids.isEmpty else { return [] }
      return program.findings { instruction, state in
        guard
          case .branch(let condition, .bits64, let left, let operand, _) = instruction.kind,
          condition == .equal || condition == .notEqual
        else { return nil }
        let sides = [state[left], state.value(of: operand)]
        guard let whole = sides.firstIndex(where: { isWhole($0, ids) }), isOneID(sides[1 - whole]) else { return nil }
        guard case .result(let call) = sides[whole] else { return nil }
        return finding(
          "process and thread id together are compared with one id: they are never equal", in: program,
          slot: instruction.slot, label: "compares all 64 bits",
          edit: isOnlyCompared(call, in: program)
            ? Edit(
              program.span(call, ""), replacing: "bpf_get_current_pid_tgid()",
              with: "bpf_get_current_pid_tgid() >> 32")
            : nil,
          claim: .inferred(because: "the value is the helper's result as a whole, the other has 32 bits"))
      }
    }
  }

  /// Whether nothing but comparisons looks at what a call returned: then it may be another number.
  private static func isOnlyCompared(_ call: Int, in program: LintedProgram) -> Bool {
    var isOnly = true
    for flow in program.flow.values {
      flow.visit { _, index, state in
        let kind = program.flow.instructions[index].kind
        switch kind {
        case .branch, .move(.bits64, _, _): break
        default:
          let isUsed = (UInt8(0)...9).contains { register in
            kind.reads(register) && state[register].contains { $0 == .result(slot: call) }
          }
          if isUsed { isOnly = false }
        }
      }
    }
    return isOnly && !(program.span(call, "").text?.contains(">>") ?? true)
  }

  private static func isWhole(_ value: SymbolicValue, _ ids: Set<Int>) -> Bool {
    if case .result(let slot) = value { return ids.contains(slot) }
    return false
  }

  private static func isOneID(_ value: SymbolicValue) -> Bool {
    switch value {
    case .constant(let number): number > 0 && number <= Int64(UInt32.max)
    case .loaded(_, .word, _, _): true
    // A signed id, made as wide as the other side.
    case .computed(.shiftRightSigned, _, .computed(.shiftLeft, _, let inner, .constant(32)), .constant(32)):
      isOneID(inner)
    case .truncated(let inner): isOneID(inner)
    default: false
    }
  }
}
