import BPF

/// Valid control flow with random jumps, of several functions that call each other downwards.
enum RandomCode {
  /// Functions of so many instructions each.
  static func make(functions: [Int], using random: inout some RandomNumberGenerator) -> [Instruction] {
    var kinds: [[Instruction]] = []
    for count in functions {
      var function: [Instruction] = []
      for _ in 0..<max(0, count - 1) { function.append(one(using: &random)) }
      kinds.append(function + [.exit])
    }
    let all = kinds.flatMap { $0 }
    let slots = SlotIndex(all)
    var entries: [Int] = []
    var next = 0
    for function in kinds {
      entries.append(next)
      next += function.count
    }
    var made: [Instruction] = []
    for (number, function) in kinds.enumerated() {
      for (offset, instruction) in function.enumerated() {
        let index = entries[number] + offset
        var instruction = instruction
        if instruction.jumpDistance != nil {
          let target = entries[number] + Int.random(in: 0..<function.count, using: &random)
          instruction.distance(slots.slots[target] - slots.slots[index] - 1)
        } else if instruction.functionDistance != nil {
          // Whatever is called comes behind, so that nothing recurs; the last function calls nothing.
          guard number + 1 < kinds.count else {
            made.append(instruction.slots == 2 ? .loadImmediate(3, 9) : .move(3, .immediate(9)))
            continue
          }
          let callee = Int.random(in: number + 1..<kinds.count, using: &random)
          instruction.immediate = Int32(slots.slots[entries[callee]] - slots.slots[index] - 1)
        }
        made.append(instruction)
      }
    }
    return made
  }

  private static func one(using random: inout some RandomNumberGenerator) -> Instruction {
    let register = UInt8.random(in: 0...9, using: &random)
    return switch Int.random(in: 0..<12, using: &random) {
    case 0: .jump(distance: 0)
    case 1, 2, 3: .branch(.equal, register, .immediate(4), distance: 0)
    case 4: Instruction(opcode: 0xe5)
    case 5: .longJump(distance: 0)
    case 6: .loadImmediate(register, .random(in: 0...UInt64.max, using: &random))
    case 7: Instruction(opcode: 0x85, source: 1)
    case 8: Instruction(opcode: 0x18, destination: register, source: 4)
    case 9: .store(.doubleWord, base: 10, offset: -8, .register(register))
    case 10: .call(HelperID(rawValue: 5))
    default: .add(register, .immediate(1))
    }
  }
}

extension Instruction {
  /// Makes a jump lead so far.
  fileprivate mutating func distance(_ slots: Int) {
    if isShortJump { offset = Int16(slots) } else { immediate = Int32(slots) }
  }
}
