import BPF
import BPFObject
import Findings

extension Rejection {
  /// The slot of the first jump that leads to a slot; nil without an object.
  func jump(to target: Int) -> Int? {
    guard let program else { return nil }
    return program.instructions.indices.first { index in
      let slot = program.slots.slot(ofInstruction: index)
      guard let distance = program.instructions[index].jumpDistance else { return false }
      return slot + 1 + distance == target
    }.map { program.slots.slot(ofInstruction: $0) }
  }

  /// The first function of the program whose last instruction neither jumps nor ends it, and that instruction's slot.
  var openEnd: (function: String, slot: Int)? {
    guard let program else { return nil }
    for subprogram in program.subprograms {
      guard let last = program.slots.instruction(atSlot: subprogram.slots.upperBound - 1),
        program.instructions.indices.contains(last)
      else { continue }
      switch program.instructions[last].kind {
      case .exit, .jump: continue
      default: return (subprogram.name, subprogram.slots.upperBound - 1)
      }
    }
    return nil
  }

  /// The first instruction of the program that `isWanted` takes; nil without an object.
  func slot(where isWanted: (Instruction) -> Bool) -> Int? {
    program.flatMap { program in
      program.instructions.firstIndex(where: isWanted).map { program.slots.slot(ofInstruction: $0) }
    }
  }
}
