/// A way from one basic block to another of the same function.
public struct ControlFlowEdge: Hashable, Sendable {
  /// Why control goes this way.
  public enum Kind: String, Hashable, Sendable {
    /// To the next instruction, which happens to begin a block or follows a jump that was not taken.
    case next
    /// A condition held, or a `may_goto` ran out of its budget.
    case taken
    /// A jump without condition.
    case jump
  }
  /// The block that control goes to.
  public let target: Int
  /// Why.
  public let kind: Kind
}
