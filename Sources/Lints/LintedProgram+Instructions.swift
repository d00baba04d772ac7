import Analysis
import BPF
import BPFObject
import Findings

/// An instruction that a rule looks at, and where it stands.
struct ReachedInstruction {
  /// What it does.
  let kind: InstructionKind
  /// Its first slot in the program.
  let slot: Int
  /// Its function's number.
  let function: Int
  /// Its block in the function.
  let block: Int
  /// Its index in the program.
  let index: Int
}

/// What the stack holds where a map call finds its key.
struct StackKey {
  fileprivate let state: FlowState
  fileprivate let offset: Int

  /// The key, if it was written at once with this size.
  func value(_ size: AccessSize) -> SymbolicValue { state.stack(at: offset, size: size) }
}

extension LintedProgram {
  /// What a rule finds at the instructions that can be reached, one after the other in all functions: `find` gets each
  /// with what holds before it.
  func findings(_ find: (ReachedInstruction, FlowState) -> Finding?) -> [Finding] {
    var findings: [Finding] = []
    for (function, values) in flow.values.enumerated() {
      values.visit { block, index, state in
        let instruction = ReachedInstruction(
          kind: flow.instructions[index].kind, slot: program.slots.slot(ofInstruction: index), function: function,
          block: block, index: index)
        if let finding = find(instruction, state) { findings.append(finding) }
      }
    }
    return findings
  }

  /// The key of a map call, its second argument; nil where it does not stand on the stack, or nothing leads to the call.
  func key(of call: CallFact) -> StackKey? {
    guard case .frame(let offset) = call.arguments[1],
      let state = flow.values[call.function].state(before: call.index, in: call.block)
    else { return nil }
    return StackKey(state: state, offset: offset)
  }
}
