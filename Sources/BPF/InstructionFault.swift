/// Why 8 bytes are no instruction.
public enum InstructionFault: Error, Hashable, Sendable {
  /// No instruction has this opcode.
  case unknownOpcode(UInt8)
  /// A register field is above R10.
  case invalidRegister(UInt8)
  /// The offset, which selects a variant of this opcode, selects none.
  case unknownOffset(opcode: UInt8, Int16)
  /// The immediate, which selects a variant of this opcode, selects none.
  case unknownImmediate(opcode: UInt8, Int32)
  /// The source field, which says what the immediate stands for, says nothing known.
  case unknownSource(opcode: UInt8, UInt8)
  /// The second slot of a 64-bit immediate is not there.
  case missingSecondSlot
  /// The second slot of a 64-bit immediate has fields set beside its immediate.
  case invalidSecondSlot
  /// Fewer than 8 bytes are left.
  case truncated(bytes: Int)
}

extension InstructionFault: CustomStringConvertible {
  /// The fault in words, lower case, without a full stop.
  public var description: String {
    switch self {
    case .unknownOpcode(let opcode): "unknown opcode 0x\(opcode.hexadecimal)"
    case .invalidRegister(let register): "R\(register) is invalid"
    case .unknownOffset(let opcode, let offset): "opcode 0x\(opcode.hexadecimal) has no form with offset \(offset)"
    case .unknownImmediate(let opcode, let immediate):
      "opcode 0x\(opcode.hexadecimal) has no form with immediate \(immediate)"
    case .unknownSource(let opcode, let source): "opcode 0x\(opcode.hexadecimal) has no form with source \(source)"
    case .missingSecondSlot: "the second slot of a 64-bit immediate is missing"
    case .invalidSecondSlot: "the second slot of a 64-bit immediate is invalid"
    case .truncated(let bytes): "only \(bytes) of 8 bytes are there"
    }
  }
}
