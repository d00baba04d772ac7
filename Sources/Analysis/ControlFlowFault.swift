/// Control flow that no verifier accepts.
public struct ControlFlowFault: Hashable, Sendable {
  /// What is wrong.
  public enum Kind: Hashable, Sendable {
    /// The jump leads out of its function, or into the second half of a 64-bit immediate.
    case jumpOutOfRange(target: Int)
    /// The function's last instruction lets control run on.
    case missingExit
    /// The call or callback leads to no function's first instruction.
    case callOutOfRange(target: Int)
  }
  /// The instruction's slot.
  public let slot: Int
  /// What is wrong with it.
  public let kind: Kind

  /// A fault at a slot.
  public init(slot: Int, kind: Kind) {
    self.slot = slot
    self.kind = kind
  }
}
