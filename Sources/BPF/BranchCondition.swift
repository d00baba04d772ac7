/// When a conditional jump is taken. The raw value is the operation's bits of the opcode.
public enum BranchCondition: UInt8, Hashable, Sendable, CaseIterable {
  /// Equal, not equal.
  case equal = 0x10
  case notEqual = 0x50
  /// Any common bit.
  case anyBit = 0x40
  /// Unsigned order.
  case above = 0x20
  case aboveOrEqual = 0x30
  case below = 0xa0
  case belowOrEqual = 0xb0
  /// Signed order.
  case greater = 0x60
  case greaterOrEqual = 0x70
  case less = 0xc0
  case lessOrEqual = 0xd0

  /// The operator in the verifier's words, such as `s>=`.
  public var symbol: String {
    switch self {
    case .equal: "=="
    case .notEqual: "!="
    case .anyBit: "&"
    case .above: ">"
    case .aboveOrEqual: ">="
    case .below: "<"
    case .belowOrEqual: "<="
    case .greater: "s>"
    case .greaterOrEqual: "s>="
    case .less: "s<"
    case .lessOrEqual: "s<="
    }
  }
}
