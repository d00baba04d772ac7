import Analysis
import BPF
import BPFObject
import BTF

extension LintedProgram {
  /// Whether a branch on a read-only global, a kconfig value or a CO-RE check decides if a call is reached: a loader may
  /// switch it off before any verifier looks.
  func isGuarded(_ call: CallFact, in subject: LintSubject) -> Bool {
    isGuarded(block: call.block, of: call.function, in: subject)
  }

  /// As for a call, for a block of a function.
  func isGuarded(block: Int, of function: Int, in subject: LintSubject) -> Bool {
    let part = flow.structure.functions[function]
    let asked = Set(program.coreRelocations.filter { !$0.kind.isOfPlace }.map(\.slot))
    for (number, contents) in part.graph.blocks.enumerated() where contents.successors.count == 2 {
      guard number != block, part.dominators.dominates(number, block), let last = contents.instructions.last,
        case .branch(_, _, let left, let operand, _) = flow.instructions[last].kind,
        // On both sides, the branch decides nothing.
        !contents.successors.allSatisfy({ part.dominators.dominates($0.target, block) }),
        let state = flow.values[function].state(before: last, in: number)
      else { continue }
      let compared = [state[left], state.value(of: operand)]
      if compared.contains(where: { $0.contains { isLoaderConstant($0, subject) } }) { return true }
      // A CO-RE check leaves a constant whose instruction the loader rewrites.
      if contents.instructions.contains(where: { asked.contains(program.slots.slot(ofInstruction: $0)) }) {
        return true
      }
    }
    return false
  }

  private func isLoaderConstant(_ value: SymbolicValue, _ subject: LintSubject) -> Bool {
    switch value {
    case .loaded(_, _, _, .variable(let map, _)) where subject.object.maps.indices.contains(map):
      subject.object.maps[map].name.contains(".rodata") || subject.object.maps[map].origin == .kconfig
    case .extern: true
    default: false
    }
  }
}
