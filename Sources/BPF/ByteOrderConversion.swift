/// How an instruction reorders the bytes of a register.
public enum ByteOrderConversion: Hashable, Sendable, CaseIterable {
  /// To little endian: `leN`.
  case little
  /// To big endian: `beN`.
  case big
  /// Always: `bswapN` (cpu v4).
  case swap

  /// The operator in the verifier's words.
  public var symbol: String {
    switch self {
    case .little: "le"
    case .big: "be"
    case .swap: "bswap"
    }
  }
}
