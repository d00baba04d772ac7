/// A function's natural loops and how they nest.
public struct LoopForest: Hashable, Sendable {
  /// An edge that closes a cycle which can be entered elsewhere than at its target: no natural loop describes it.
  public struct IrreducibleEdge: Hashable, Sendable {
    /// The block that jumps back.
    public let source: Int
    /// The block that it jumps to.
    public let target: Int
  }

  /// The loops, inner ones before those around them.
  public let loops: [NaturalLoop]
  /// The innermost loop of each block; nil for a block in no loop.
  public let innermost: [Int?]
  /// Edges back that belong to no natural loop.
  public let irreducibleEdges: [IrreducibleEdge]

  /// The loops of a graph.
  public init(_ graph: ControlFlowGraph, _ dominators: DominatorTree) {
    var builder = LoopForestBuilder(graph, dominators)
    builder.run()
    loops = builder.loops
    innermost = builder.innermost
    irreducibleEdges = builder.irreducibleEdges
  }

  /// Whether a block is in a loop or in one that the loop encloses.
  public func contains(_ block: Int, in loop: Int) -> Bool {
    var current = innermost[block]
    // Inner loops come first, so the way up ascends.
    while let inner = current, inner < loop { current = loops[inner].parent }
    return current == loop
  }

  /// The blocks of a loop, enclosed loops included, ascending.
  public func blocks(of loop: Int) -> [Int] { innermost.indices.filter { contains($0, in: loop) } }
}
