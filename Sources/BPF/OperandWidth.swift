/// How much of a register an operation works on.
public enum OperandWidth: Int, Hashable, Sendable, CaseIterable {
  /// The low 32 bits, `wN`; an operation zeroes the high ones.
  case bits32 = 32
  /// All 64 bits, `rN`.
  case bits64 = 64

  /// The letter of a register's name at this width.
  public var registerPrefix: Character { self == .bits32 ? "w" : "r" }
}
