extension Instruction {
  /// The offset of a move that makes an address of the processor's own memory (`BPF_ADDR_PERCPU`): only a kernel writes it,
  /// when it translates a program (since 6.10).
  static let perCPU: Int16 = -1

  /// What the instruction does; `.unknown` when its fields are those of no instruction.
  public var kind: InstructionKind { (try? classify()) ?? .unknown }

  /// What the instruction does, or why it is none. Fields that the instruction does not use are not looked at: whether
  /// they must be zero is the verifier's to say.
  public func classify() throws(InstructionFault) -> InstructionKind {
    guard destination <= 10 else { throw .invalidRegister(destination) }
    guard source <= 10 else { throw .invalidRegister(source) }
    switch opcode & 0x07 {
    case 0x00: return try classifyImmediateLoad()
    case 0x01: return try classifyLoad()
    case 0x02: return try classifyStoreOfImmediate()
    case 0x03: return try classifyStore()
    case 0x04: return try classifyArithmetic(.bits32)
    case 0x07: return try classifyArithmetic(.bits64)
    case 0x05: return try classifyJump(.bits64)
    default: return try classifyJump(.bits32)
    }
  }

  private var operand: Operand { opcode & 0x08 == 0 ? .immediate(immediate) : .register(source) }

  private func classifyImmediateLoad() throws(InstructionFault) -> InstructionKind {
    let size = AccessSize(opcode: opcode)
    switch opcode & 0xe0 {
    case 0x00 where size == .doubleWord:
      guard let pseudo = PseudoSource(rawValue: source) else { throw .unknownSource(opcode: opcode, source) }
      return .loadImmediate(destination: destination, pseudo, wideImmediate)
    case 0x20 where size != .doubleWord: return .loadPacket(size, index: nil, offset: immediate)
    case 0x40 where size != .doubleWord: return .loadPacket(size, index: source, offset: immediate)
    default: throw .unknownOpcode(opcode)
    }
  }

  private func classifyLoad() throws(InstructionFault) -> InstructionKind {
    let size = AccessSize(opcode: opcode)
    switch opcode & 0xe0 {
    case 0x60: return .load(size, signExtended: false, destination: destination, base: source, offset: offset)
    case 0x80 where size != .doubleWord:
      return .load(size, signExtended: true, destination: destination, base: source, offset: offset)
    default: throw .unknownOpcode(opcode)
    }
  }

  private func classifyStoreOfImmediate() throws(InstructionFault) -> InstructionKind {
    guard opcode & 0xe0 == 0x60 else { throw .unknownOpcode(opcode) }
    return .store(AccessSize(opcode: opcode), base: destination, offset: offset, .immediate(immediate))
  }

  private func classifyStore() throws(InstructionFault) -> InstructionKind {
    let size = AccessSize(opcode: opcode)
    switch opcode & 0xe0 {
    case 0x60: return .store(size, base: destination, offset: offset, .register(source))
    case 0xc0:
      guard let operation = AtomicOperation(rawValue: immediate),
        operation.takesEverySize || size == .word || size == .doubleWord
      else { throw .unknownImmediate(opcode: opcode, immediate) }
      // A load-acquire is a load: it reads through its source register and writes its destination.
      return operation == .loadAcquire
        ? .atomic(operation, size, base: source, offset: offset, register: destination)
        : .atomic(operation, size, base: destination, offset: offset, register: source)
    default: throw .unknownOpcode(opcode)
    }
  }

  private func classifyArithmetic(_ width: OperandWidth) throws(InstructionFault) -> InstructionKind {
    let usesRegister = opcode & 0x08 != 0
    let operation: ArithmeticOperation
    switch opcode & 0xf0 {
    case 0x00: operation = .add
    case 0x10: operation = .subtract
    case 0x20: operation = .multiply
    case 0x30: operation = try signedVariant(.divide, .divideSigned)
    case 0x40: operation = .or
    case 0x50: operation = .and
    case 0x60: operation = .shiftLeft
    case 0x70: operation = .shiftRight
    case 0x80:
      guard !usesRegister else { throw .unknownOpcode(opcode) }
      return .negate(width, destination: destination)
    case 0x90: operation = try signedVariant(.modulo, .moduloSigned)
    case 0xa0: operation = .xor
    case 0xb0: return try classifyMove(width)
    case 0xc0: operation = .shiftRightSigned
    case 0xd0: return try classifyByteOrder(width)
    default: throw .unknownOpcode(opcode)
    }
    return .arithmetic(operation, width, destination: destination, operand)
  }

  /// Division and modulo: offset 1 makes them signed (`BPF_SDIV`, `BPF_SMOD`, since 6.6).
  private func signedVariant(
    _ plain: ArithmeticOperation, _ signed: ArithmeticOperation
  ) throws(InstructionFault) -> ArithmeticOperation {
    switch offset {
    case 0: return plain
    case 1: return signed
    default: throw .unknownOffset(opcode: opcode, offset)
    }
  }

  private func classifyMove(_ width: OperandWidth) throws(InstructionFault) -> InstructionKind {
    let usesRegister = opcode & 0x08 != 0
    switch offset {
    case 0: return .move(width, destination: destination, operand)
    case Self.perCPU where usesRegister && width == .bits64:
      return .move(width, destination: destination, operand)
    case 8 where usesRegister, 16 where usesRegister, 32 where usesRegister && width == .bits64:
      return .moveSignExtended(width, destination: destination, source: source, bits: Int(offset))
    case 1 where usesRegister && width == .bits64:
      let spaces = UInt32(bitPattern: immediate)
      return .castAddressSpace(
        destination: destination, source: source, to: UInt16(spaces >> 16), from: UInt16(truncatingIfNeeded: spaces))
    default: throw .unknownOffset(opcode: opcode, offset)
    }
  }

  private func classifyByteOrder(_ width: OperandWidth) throws(InstructionFault) -> InstructionKind {
    let big = opcode & 0x08 != 0
    let conversion: ByteOrderConversion
    switch width {
    case .bits32: conversion = big ? .big : .little
    case .bits64:
      guard !big else { throw .unknownOpcode(opcode) }
      conversion = .swap
    }
    guard immediate == 16 || immediate == 32 || immediate == 64 else {
      throw .unknownImmediate(opcode: opcode, immediate)
    }
    return .convertByteOrder(conversion, destination: destination, bits: Int(immediate))
  }

  private func classifyJump(_ width: OperandWidth) throws(InstructionFault) -> InstructionKind {
    if let condition = BranchCondition(rawValue: opcode & 0xf0) {
      return .branch(condition, width, destination, operand, distance: Int(offset))
    }
    switch opcode {
    case 0x05: return .jump(distance: Int(offset))
    case 0x06: return .jump(distance: Int(immediate))
    case 0x85: return try classifyCall()
    case 0x95: return .exit
    case 0xe5:
      guard source == 0 else { throw .unknownSource(opcode: opcode, source) }
      return .mayGoto(distance: Int(offset))
    default: throw .unknownOpcode(opcode)
    }
  }

  private func classifyCall() throws(InstructionFault) -> InstructionKind {
    switch source {
    case 0: return .call(.helper(HelperID(rawValue: UInt32(bitPattern: immediate))))
    case 1: return .call(.local(distance: Int(immediate)))
    case 2: return .call(.kernelFunction(btfID: immediate, module: offset))
    default: throw .unknownSource(opcode: opcode, source)
    }
  }
}
