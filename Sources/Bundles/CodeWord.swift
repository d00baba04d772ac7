public import BPF

/// One slot of a program: `struct bpf_insn` as a little-endian number.
public struct CodeWord: Hashable, Sendable {
  /// The number.
  public var rawValue: UInt64

  /// A slot.
  public init(_ rawValue: UInt64) { self.rawValue = rawValue }

  /// The opcode.
  public var opcode: UInt8 { UInt8(truncatingIfNeeded: rawValue) }
  /// The source register, or what the immediate stands for.
  public var source: UInt8 {
    get { UInt8(truncatingIfNeeded: rawValue >> 12) & 0xf }
    set { rawValue = rawValue & ~0xf000 | UInt64(newValue & 0xf) << 12 }
  }
  /// The offset.
  public var offset: Int16 {
    get { Int16(truncatingIfNeeded: rawValue >> 16) }
    set { rawValue = rawValue & ~0xffff_0000 | UInt64(UInt16(bitPattern: newValue)) << 16 }
  }
  /// The immediate.
  public var immediate: Int32 {
    get { Int32(truncatingIfNeeded: Int64(bitPattern: rawValue) >> 32) }
    set { rawValue = rawValue & 0xffff_ffff | UInt64(UInt32(bitPattern: newValue)) << 32 }
  }

  /// Whether it is the first of the two slots of a 64-bit immediate.
  public var isWide: Bool { opcode == 0x18 }
  /// Whether it calls a function of the program (`BPF_PSEUDO_CALL`).
  public var isLocalCall: Bool { opcode == 0x85 && source == 1 }
  /// Whether it calls a function of the kernel by its BTF type (`BPF_PSEUDO_KFUNC_CALL`).
  public var isKernelCall: Bool { opcode == 0x85 && source == 2 }
  /// What a 64-bit immediate stands for; nil for all other instructions.
  public var pseudo: PseudoSource? { isWide ? PseudoSource(rawValue: source) : nil }

  /// The places of instructions in code: second slots are left out, whatever they hold.
  public static func starts(_ code: [UInt64]) -> [Int] {
    var starts: [Int] = []
    var slot = 0
    while slot < code.count {
      starts.append(slot)
      slot += CodeWord(code[slot]).isWide ? 2 : 1
    }
    return starts
  }

  /// The code in the bytes of `struct bpf_insn`s; what is left over of the last is dropped.
  public static func words(_ bytes: [UInt8]) -> [UInt64] {
    stride(from: 0, to: bytes.count - bytes.count % 8, by: 8).map { start in
      (0..<8).reduce(0) { $0 | UInt64(bytes[start + $1]) << ($1 * 8) }
    }
  }

  /// The bytes of code.
  static func bytes(_ code: some Sequence<UInt64>) -> [UInt8] {
    code.flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> ($0 * 8)) } }
  }
}
