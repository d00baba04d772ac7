import BPF
import TestSupport
import Testing

struct InstructionCodingTests {
  @Test func `Fields take their places in the 8 bytes`() throws {
    let bytes: [UInt8] = [0x7b, 0x1a, 0xf0, 0xff, 0x78, 0x56, 0x34, 0x12]
    let expected = Instruction(opcode: 0x7b, destination: 10, source: 1, offset: -16, immediate: 0x1234_5678)
    #expect(try Instruction.decode(bytes) == [expected])
    #expect(Instruction.encode([expected]) == bytes)
  }

  @Test func `A 64-bit immediate takes two slots and is one instruction`() throws {
    let bytes: [UInt8] = [
      0x18, 0x01, 0, 0, 0xef, 0xbe, 0xad, 0xde, 0, 0, 0, 0, 0x78, 0x56, 0x34, 0x12, 0x95, 0, 0, 0, 0, 0, 0, 0,
    ]
    let instructions = try Instruction.decode(bytes)
    #expect(instructions.count == 2)
    #expect(instructions[0].wideImmediate == 0x1234_5678_dead_beef)
    let index = SlotIndex(instructions)
    #expect(index.slots == [0, 2])
    #expect(index.slotCount == 3)
    #expect(index.instruction(atSlot: 2) == 1)
    #expect(index.instruction(atSlot: 1) == nil)
    #expect(index.instruction(atSlot: 3) == nil)
    #expect(index.instruction(atSlot: -1) == nil)
  }

  static let faults: [([UInt8], DecodeError)] = [
    ([0x95, 0, 0], DecodeError(slot: 0, fault: .truncated(bytes: 3))),
    ([0x95, 0, 0, 0, 0, 0, 0, 0, 0x95], DecodeError(slot: 1, fault: .truncated(bytes: 1))),
    ([0x8d, 0, 0, 0, 0, 0, 0, 0], DecodeError(slot: 0, fault: .unknownOpcode(0x8d))),
    ([0xff, 0, 0, 0, 0, 0, 0, 0], DecodeError(slot: 0, fault: .unknownOpcode(0xff))),
    ([0xbf, 0x0b, 0, 0, 0, 0, 0, 0], DecodeError(slot: 0, fault: .invalidRegister(11))),
    ([0xbf, 0xc0, 0, 0, 0, 0, 0, 0], DecodeError(slot: 0, fault: .invalidRegister(12))),
    ([0xbf, 0x10, 2, 0, 0, 0, 0, 0], DecodeError(slot: 0, fault: .unknownOffset(opcode: 0xbf, 2))),
    ([0xbc, 0x10, 32, 0, 0, 0, 0, 0], DecodeError(slot: 0, fault: .unknownOffset(opcode: 0xbc, 32))),
    ([0x3f, 0x10, 0xff, 0xff, 0, 0, 0, 0], DecodeError(slot: 0, fault: .unknownOffset(opcode: 0x3f, -1))),
    ([0xd4, 0, 0, 0, 8, 0, 0, 0], DecodeError(slot: 0, fault: .unknownImmediate(opcode: 0xd4, 8))),
    ([0xdb, 0x10, 0, 0, 2, 0, 0, 0], DecodeError(slot: 0, fault: .unknownImmediate(opcode: 0xdb, 2))),
    ([0xd3, 0x10, 0, 0, 0, 0, 0, 0], DecodeError(slot: 0, fault: .unknownImmediate(opcode: 0xd3, 0))),
    ([0x85, 0x30, 0, 0, 1, 0, 0, 0], DecodeError(slot: 0, fault: .unknownSource(opcode: 0x85, 3))),
    ([0xe5, 0x10, 0, 0, 0, 0, 0, 0], DecodeError(slot: 0, fault: .unknownSource(opcode: 0xe5, 1))),
    (
      [0x18, 0x70, 0, 0, 0, 0, 0, 0] + [UInt8](repeating: 0, count: 8),
      DecodeError(slot: 0, fault: .unknownSource(opcode: 0x18, 7))
    ),
    ([0x18, 0, 0, 0, 0, 0, 0, 0], DecodeError(slot: 0, fault: .missingSecondSlot)),
    ([0x18, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0], DecodeError(slot: 1, fault: .invalidSecondSlot)),
  ]

  @Test(arguments: faults)
  func `Bytes that are no instruction give an error that names the slot`(_ bytes: [UInt8], _ error: DecodeError) {
    #expect(throws: error) { try Instruction.decode(bytes) }
    #expect(error.description.hasPrefix("instruction \(error.slot): "))
  }

  /// The opcodes that `bpf_opcode_in_insntable` (kernel/bpf/core.c, 6.18) and the loads that only programs contain allow.
  @Test func `Exactly the kernel's opcodes are known`() {
    var known: [UInt8] = []
    for opcode in UInt8.min...UInt8.max {
      let candidates: [Int32] = [0, 16, 0x100]
      if candidates.contains(where: { Instruction(opcode: opcode, immediate: $0).kind != .unknown }) {
        known.append(opcode)
      }
    }
    var expected: Set<UInt8> = [0x18, 0x05, 0x06, 0x85, 0x95, 0xe5, 0x84, 0x87, 0xd4, 0xdc, 0xd7, 0x81, 0x89, 0x91]
    for operation in stride(from: UInt8(0), through: 0xc0, by: 0x10) where operation != 0x80 {
      for variant: UInt8 in [0x04, 0x0c, 0x07, 0x0f] { expected.insert(operation | variant) }
    }
    for operation in stride(from: UInt8(0x10), through: 0xd0, by: 0x10) where operation != 0x80 && operation != 0x90 {
      for variant: UInt8 in [0x05, 0x0d, 0x06, 0x0e] { expected.insert(operation | variant) }
    }
    for size: UInt8 in [0x00, 0x08, 0x10, 0x18] {
      for mode: UInt8 in [0x61, 0x62, 0x63, 0xc3] { expected.insert(mode | size) }
    }
    for size: UInt8 in [0x00, 0x08, 0x10] { expected.formUnion([0x20 | size, 0x40 | size]) }
    #expect(Set(known) == expected)
  }

  @Test func `Whatever decodes encodes to the same bytes, and everything else is a typed error`() {
    var random = SeededGenerator(seed: 1)
    var decoded = 0
    for _ in 0..<100_000 {
      var bytes = (0..<Int.random(in: 0...40, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
      // Plain noise seldom gets past the first fault: half the inputs have their fields pulled towards sense.
      if Bool.random(using: &random) {
        for slot in 0..<bytes.count / 8 {
          bytes[slot * 8 + 1] &= 0x77
          if Bool.random(using: &random) { (bytes[slot * 8 + 2], bytes[slot * 8 + 3]) = (0, 0) }
          if Bool.random(using: &random) { bytes.replaceSubrange(slot * 8 + 4..<slot * 8 + 8, with: [16, 0, 0, 0]) }
        }
        bytes.removeLast(bytes.count % 8)
      }
      do {
        let instructions = try Instruction.decode(bytes)
        decoded += instructions.count
        #expect(Instruction.encode(instructions) == bytes)
        for instruction in instructions {
          #expect(instruction.kind != .unknown)
          #expect(!Disassembler().line(instruction, slot: 0).contains("BUG"))
        }
      } catch {
        #expect(error.slot >= 0 && error.slot <= bytes.count / 8)
        #expect(!error.description.isEmpty)
      }
    }
    #expect(decoded > 10_000)
  }

  @Test func `Targets are counted from the slot after`() {
    #expect(Instruction(opcode: 0x05, offset: -4).jumpDistance == -4)
    #expect(Instruction(opcode: 0x06, immediate: 70000).jumpDistance == 70000)
    #expect(Instruction(opcode: 0xe5, offset: 4).jumpDistance == 4)
    #expect(Instruction(opcode: 0x1d, offset: 9).jumpDistance == 9)
    #expect(Instruction(opcode: 0x85, source: 1, immediate: 9).jumpDistance == nil)
    #expect(Instruction(opcode: 0x85, source: 1, immediate: 9).functionDistance == 9)
    #expect(Instruction(opcode: 0x18, source: 4, immediate: 9).functionDistance == 9)
    #expect(Instruction(opcode: 0x18, source: 1, immediate: 9).functionDistance == nil)
    #expect(!Instruction(opcode: 0x05).fallsThrough)
    #expect(!Instruction(opcode: 0x95).fallsThrough)
    #expect(Instruction(opcode: 0xe5).fallsThrough)
  }
}
