extension Instruction {
  /// `destination = 0x...`: a 64-bit immediate, or what it stands for.
  public static func loadImmediate(
    _ destination: UInt8, _ value: UInt64, _ source: PseudoSource = .constant
  ) -> Instruction {
    Instruction(
      opcode: wideImmediateOpcode, destination: destination, source: source.rawValue,
      immediate: Int32(truncatingIfNeeded: value), highImmediate: Int32(truncatingIfNeeded: value >> 32))
  }

  /// `destination = map`, by the map's descriptor.
  public static func loadMap(_ destination: UInt8, descriptor: Int32) -> Instruction {
    loadImmediate(destination, UInt64(UInt32(bitPattern: descriptor)), .mapDescriptor)
  }

  /// `destination = &map[0] + offset`, by the map's descriptor: an array with one entry (since 5.2).
  public static func loadMapValue(_ destination: UInt8, descriptor: Int32, offset: UInt32) -> Instruction {
    loadImmediate(destination, UInt64(offset) << 32 | UInt64(UInt32(bitPattern: descriptor)), .mapValue)
  }

  /// `destination = source`, or the constant, sign-extended.
  public static func move(_ destination: UInt8, _ operand: Operand) -> Instruction {
    arithmetic(opcode: 0xb7, destination, operand)
  }

  /// `destination += operand`.
  public static func add(_ destination: UInt8, _ operand: Operand) -> Instruction {
    arithmetic(opcode: 0x07, destination, operand)
  }

  /// `destination *= operand`.
  public static func multiply(_ destination: UInt8, _ operand: Operand) -> Instruction {
    arithmetic(opcode: 0x27, destination, operand)
  }

  /// `destination = *(size *)(base + offset)`.
  public static func load(_ size: AccessSize, _ destination: UInt8, base: UInt8, offset: Int16) -> Instruction {
    Instruction(opcode: 0x61 | size.opcodeBits, destination: destination, source: base, offset: offset)
  }

  /// `*(size *)(base + offset) = operand`.
  public static func store(_ size: AccessSize, base: UInt8, offset: Int16, _ operand: Operand) -> Instruction {
    switch operand {
    case .immediate(let value):
      Instruction(opcode: 0x62 | size.opcodeBits, destination: base, offset: offset, immediate: value)
    case .register(let source):
      Instruction(opcode: 0x63 | size.opcodeBits, destination: base, source: source, offset: offset)
    }
  }

  /// `goto`: `distance` slots from the slot after it.
  public static func jump(distance: Int16) -> Instruction { Instruction(opcode: 0x05, offset: distance) }

  /// `gotol`: `distance` slots from the slot after it (since 6.6).
  public static func longJump(distance: Int32) -> Instruction {
    Instruction(opcode: longJumpOpcode, immediate: distance)
  }

  /// `if left condition right goto`: `distance` slots from the slot after it; all 64 bits are compared.
  public static func branch(
    _ condition: BranchCondition, _ left: UInt8, _ right: Operand, distance: Int16
  ) -> Instruction {
    var instruction = arithmetic(opcode: condition.rawValue | 0x05, left, right)
    instruction.offset = distance
    return instruction
  }

  /// Calls a helper.
  public static func call(_ helper: HelperID) -> Instruction {
    Instruction(opcode: 0x85, immediate: Int32(bitPattern: helper.rawValue))
  }

  /// Calls a function of the kernel's, by its id in the kernel's types: `BPF_PSEUDO_KFUNC_CALL` (include/uapi/linux/bpf.h).
  public static func call(kernelFunction id: UInt32) -> Instruction {
    Instruction(opcode: 0x85, source: 2, immediate: Int32(bitPattern: id))
  }

  /// Returns from the function.
  public static let exit = Instruction(opcode: 0x95)

  private static func arithmetic(opcode: UInt8, _ destination: UInt8, _ operand: Operand) -> Instruction {
    switch operand {
    case .immediate(let value): Instruction(opcode: opcode, destination: destination, immediate: value)
    case .register(let source): Instruction(opcode: opcode | 0x08, destination: destination, source: source)
    }
  }
}
