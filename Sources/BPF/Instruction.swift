/// One BPF instruction: 8 bytes, or 16 for a 64-bit immediate (RFC 9669, include/uapi/linux/bpf.h: `struct bpf_insn`).
///
/// The fields are the encoded ones; `kind` says what they mean.
public struct Instruction: Hashable, Sendable {
  /// The opcode byte: class in the low 3 bits.
  public var opcode: UInt8
  /// The destination register, 0 to 10 in a valid instruction.
  public var destination: UInt8
  /// The source register, or for calls and 64-bit immediates what the immediate stands for.
  public var source: UInt8
  /// Bytes for memory access, slots for jumps, and a variant's selector for division, modulo and moves.
  public var offset: Int16
  /// The immediate, or the low half of a 64-bit one.
  public var immediate: Int32
  /// The immediate of the second slot of a 64-bit immediate, its high half; 0 in every other instruction.
  public var highImmediate: Int32

  /// An instruction from its fields.
  public init(
    opcode: UInt8, destination: UInt8 = 0, source: UInt8 = 0, offset: Int16 = 0, immediate: Int32 = 0,
    highImmediate: Int32 = 0
  ) {
    self.opcode = opcode
    self.destination = destination
    self.source = source
    self.offset = offset
    self.immediate = immediate
    self.highImmediate = highImmediate
  }
}

extension Instruction {
  /// The opcode of the only instruction that takes two slots: `BPF_LD | BPF_IMM | BPF_DW`.
  static let wideImmediateOpcode: UInt8 = 0x18

  /// The opcode of `gotol`: `BPF_JMP32 | BPF_JA`.
  static let longJumpOpcode: UInt8 = 0x06

  /// Bytes of one slot.
  public static let slotBytes = 8

  /// Slots of 8 bytes that it takes: 2 for a 64-bit immediate, else 1. The verifier counts instructions in slots.
  public var slots: Int { opcode == Self.wideImmediateOpcode ? 2 : 1 }

  /// Both halves of a 64-bit immediate.
  public var wideImmediate: UInt64 {
    UInt64(UInt32(bitPattern: highImmediate)) << 32 | UInt64(UInt32(bitPattern: immediate))
  }

  /// Slots from the slot after this instruction to the jump's target; nil for what does not jump. Calls do not jump.
  public var jumpDistance: Int? {
    switch kind {
    case .jump(let distance), .mayGoto(let distance), .branch(_, _, _, _, let distance): distance
    default: nil
    }
  }

  /// Whether it jumps, and has 16 bits for how far: every jump but `gotol`.
  public var isShortJump: Bool { jumpDistance != nil && opcode != Self.longJumpOpcode }

  /// Slots from the slot after this instruction's first to the entry of the function of this program that it calls
  /// (`call pc+N`) or takes the address of (a callback); nil for everything else.
  public var functionDistance: Int? {
    switch kind {
    case .call(.local(let distance)): distance
    case .loadImmediate(_, .function, _): Int(immediate)
    default: nil
    }
  }

  /// Whether control can go on to the next instruction.
  public var fallsThrough: Bool {
    switch kind {
    case .jump, .exit: false
    default: true
    }
  }
}
