/// An operation of two operands whose result replaces the first.
public enum ArithmeticOperation: Hashable, Sendable, CaseIterable {
  /// Sum, difference and product, wrapping.
  case add, subtract, multiply
  /// Unsigned quotient; 0 when the divisor is 0.
  case divide
  /// Signed quotient (cpu v4).
  case divideSigned
  /// Unsigned remainder; the dividend when the divisor is 0.
  case modulo
  /// Signed remainder (cpu v4).
  case moduloSigned
  /// Bitwise operations.
  case or, and, xor
  /// Shifts; the last one keeps the sign.
  case shiftLeft, shiftRight, shiftRightSigned

  /// The operator in the verifier's words, such as `s>>=`.
  public var symbol: String {
    switch self {
    case .add: "+="
    case .subtract: "-="
    case .multiply: "*="
    case .divide: "/="
    case .divideSigned: "s/="
    case .modulo: "%="
    case .moduloSigned: "s%="
    case .or: "|="
    case .and: "&="
    case .xor: "^="
    case .shiftLeft: "<<="
    case .shiftRight: ">>="
    case .shiftRightSigned: "s>>="
    }
  }
}
