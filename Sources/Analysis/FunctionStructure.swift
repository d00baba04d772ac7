/// One function of a program, taken apart.
public struct FunctionStructure: Hashable, Sendable {
  /// Its basic blocks.
  public let graph: ControlFlowGraph
  /// Which block dominates which.
  public let dominators: DominatorTree
  /// Its loops.
  public let loops: LoopForest
  /// Its use of the stack.
  public let frame: FrameUse
}
