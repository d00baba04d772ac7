/// What an instruction does: its fields, told apart.
///
/// Registers are numbers from 0 to 10; distances count slots from the slot after the instruction.
public enum InstructionKind: Hashable, Sendable {
  /// `destination = destination op operand`.
  case arithmetic(ArithmeticOperation, OperandWidth, destination: UInt8, Operand)
  /// `destination = -destination`.
  case negate(OperandWidth, destination: UInt8)
  /// `destination = operand`.
  case move(OperandWidth, destination: UInt8, Operand)
  /// `destination = (sN)source`: sign-extends the low `bits` (8, 16 or 32).
  case moveSignExtended(OperandWidth, destination: UInt8, source: UInt8, bits: Int)
  /// Reorders the low `bits` (16, 32 or 64) of `destination`.
  case convertByteOrder(ByteOrderConversion, destination: UInt8, bits: Int)
  /// Moves an arena pointer between address spaces (since 6.9).
  case castAddressSpace(destination: UInt8, source: UInt8, to: UInt16, from: UInt16)
  /// Loads a 64-bit immediate, or what it stands for.
  case loadImmediate(destination: UInt8, PseudoSource, UInt64)
  /// Legacy load of packet bytes in network order into R0; `index` is nil for the absolute form.
  case loadPacket(AccessSize, index: UInt8?, offset: Int32)
  /// `destination = *(size *)(base + offset)`.
  case load(AccessSize, signExtended: Bool, destination: UInt8, base: UInt8, offset: Int16)
  /// `*(size *)(base + offset) = operand`.
  case store(AccessSize, base: UInt8, offset: Int16, Operand)
  /// An atomic operation on `*(size *)(base + offset)`. `register` is the operand, and what a fetching operation or a
  /// load-acquire writes.
  case atomic(AtomicOperation, AccessSize, base: UInt8, offset: Int16, register: UInt8)
  /// `goto`, short or long.
  case jump(distance: Int)
  /// `may_goto`: jumps once the kernel's loop budget is used up (since 6.9).
  case mayGoto(distance: Int)
  /// Jumps when the condition holds.
  case branch(BranchCondition, OperandWidth, UInt8, Operand, distance: Int)
  /// Calls a function; R0 is its result, R1 to R5 are its arguments and are lost.
  case call(Callee)
  /// Returns from the function.
  case exit
  /// No instruction that is known here. Decoding refuses it; only fields put together by hand can give it.
  case unknown
}
