/// The second operand of an operation.
public enum Operand: Hashable, Sendable {
  /// A register, 0 to 10.
  case register(UInt8)
  /// A constant, sign-extended when the operation is 64 bits wide.
  case immediate(Int32)
}
