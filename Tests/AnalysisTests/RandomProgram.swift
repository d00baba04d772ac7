import BPF

/// Valid instructions with random, mostly sensible jumps and calls.
enum RandomProgram {
  static func make(count: Int, using random: inout some RandomNumberGenerator) -> [Instruction] {
    (0..<count).map { _ in
      let near = Int16.random(in: -12...12, using: &random)
      let register = UInt8.random(in: 0...9, using: &random)
      switch Int.random(in: 0..<12, using: &random) {
      case 0: return Instruction(opcode: 0x05, offset: near)
      case 1, 2: return Instruction(opcode: 0x15, destination: register, offset: near)
      case 3: return Instruction(opcode: 0xe5, offset: near)
      case 4: return Instruction(opcode: 0x95)
      case 5: return Instruction(opcode: 0x18, destination: register, immediate: 7)
      case 6: return Instruction(opcode: 0x85, source: 1, immediate: Int32(near))
      case 7: return Instruction(opcode: 0xbf, destination: register, source: 10)
      case 8: return Instruction(opcode: 0x07, destination: register, immediate: .random(in: -600...8, using: &random))
      case 9: return Instruction(opcode: 0x06, immediate: .random(in: Int32.min...Int32.max, using: &random))
      case 10: return Instruction(opcode: 0x7b, destination: register, source: 1, offset: near)
      default: return Instruction(opcode: 0x18, destination: 2, source: 4, immediate: Int32(near))
      }
    }
  }
}
