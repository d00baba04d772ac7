/// How many bytes a memory access touches.
public enum AccessSize: Int, Hashable, Sendable, CaseIterable {
  /// `u8`, `u16`, `u32`, `u64`: the raw value is the number of bytes.
  case byte = 1
  case half = 2
  case word = 4
  case doubleWord = 8

  /// Bytes.
  public var bytes: Int { rawValue }

  /// Bits.
  public var bits: Int { rawValue * 8 }

  /// The size that an opcode's `BPF_SIZE` bits name.
  init(opcode: UInt8) {
    switch opcode & 0x18 {
    case 0x00: self = .word
    case 0x08: self = .half
    case 0x10: self = .byte
    default: self = .doubleWord
    }
  }

  /// The opcode's `BPF_SIZE` bits that name it.
  var opcodeBits: UInt8 {
    switch self {
    case .word: 0x00
    case .half: 0x08
    case .byte: 0x10
    case .doubleWord: 0x18
    }
  }
}
