extension Instruction {
  /// The instructions that little-endian bytes encode. Every instruction decoded has a known `kind`.
  public static func decode(_ bytes: Span<UInt8>) throws(DecodeError) -> [Instruction] {
    var instructions: [Instruction] = []
    instructions.reserveCapacity(bytes.count / slotBytes)
    var slot = 0
    while slot * slotBytes < bytes.count {
      let instruction = try decode(bytes, slot: slot)
      instructions.append(instruction)
      slot += instruction.slots
    }
    return instructions
  }

  /// The instructions that little-endian bytes encode. Every instruction decoded has a known `kind`.
  public static func decode(_ bytes: [UInt8]) throws(DecodeError) -> [Instruction] { try decode(bytes.span) }

  /// The bytes of instructions, little endian: what `decode` reads.
  public static func encode(_ instructions: some Sequence<Instruction>) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(instructions.underestimatedCount * slotBytes)
    for instruction in instructions { instruction.encode(into: &bytes) }
    return bytes
  }

  /// Appends the instruction's 8 or 16 bytes.
  public func encode(into bytes: inout [UInt8]) {
    Self.append(opcode, destination & 0x0f | source << 4, UInt16(bitPattern: offset), immediate, to: &bytes)
    if slots == 2 { Self.append(0, 0, 0, highImmediate, to: &bytes) }
  }

  private static func decode(_ bytes: Span<UInt8>, slot: Int) throws(DecodeError) -> Instruction {
    var instruction = try fields(bytes, slot: slot)
    if instruction.slots == 2 {
      guard (slot + 2) * slotBytes <= bytes.count else { throw DecodeError(slot: slot, fault: .missingSecondSlot) }
      let second = try fields(bytes, slot: slot + 1)
      guard second.opcode == 0, second.destination == 0, second.source == 0, second.offset == 0 else {
        throw DecodeError(slot: slot + 1, fault: .invalidSecondSlot)
      }
      instruction.highImmediate = second.immediate
    }
    do { _ = try instruction.classify() } catch { throw DecodeError(slot: slot, fault: error) }
    return instruction
  }

  private static func fields(_ bytes: Span<UInt8>, slot: Int) throws(DecodeError) -> Instruction {
    let start = slot * slotBytes
    guard bytes.count - start >= slotBytes else {
      throw DecodeError(slot: slot, fault: .truncated(bytes: bytes.count - start))
    }
    let registers = bytes[start + 1]
    return Instruction(
      opcode: bytes[start], destination: registers & 0x0f, source: registers >> 4,
      offset: Int16(bitPattern: UInt16(bytes[start + 2]) | UInt16(bytes[start + 3]) << 8),
      immediate: Int32(
        bitPattern: UInt32(bytes[start + 4]) | UInt32(bytes[start + 5]) << 8 | UInt32(bytes[start + 6]) << 16
          | UInt32(bytes[start + 7]) << 24))
  }

  private static func append(
    _ opcode: UInt8, _ registers: UInt8, _ offset: UInt16, _ immediate: Int32, to bytes: inout [UInt8]
  ) {
    let value = UInt32(bitPattern: immediate)
    bytes.append(opcode)
    bytes.append(registers)
    bytes.append(UInt8(truncatingIfNeeded: offset))
    bytes.append(UInt8(truncatingIfNeeded: offset >> 8))
    for shift in stride(from: UInt32(0), to: 32, by: 8) { bytes.append(UInt8(truncatingIfNeeded: value >> shift)) }
  }
}
