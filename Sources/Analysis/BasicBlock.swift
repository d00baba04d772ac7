/// Instructions of one function that run one after the other: entered only at the first, left only after the last.
public struct BasicBlock: Hashable, Sendable {
  /// Its instructions, as indices of the program's instructions; never empty.
  public let instructions: Range<Int>
  /// Its slots in the program.
  public let slots: Range<Int>
  /// Where control goes, the next block first.
  public internal(set) var successors: [ControlFlowEdge] = []
  /// The blocks that lead here, ascending, each once.
  public internal(set) var predecessors: [Int] = []
}
