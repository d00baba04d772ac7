/// Bytes that are no instructions, and where.
public struct DecodeError: Error, Hashable, Sendable {
  /// The slot that could not be read, from 0; 8 bytes each.
  public var slot: Int
  /// What is wrong with it.
  public var fault: InstructionFault

  /// A fault at a slot.
  public init(slot: Int, fault: InstructionFault) {
    self.slot = slot
    self.fault = fault
  }
}

extension DecodeError: CustomStringConvertible {
  /// The error in words, such as `instruction 12: unknown opcode 0x8d`.
  public var description: String { "instruction \(slot): \(fault)" }
}
