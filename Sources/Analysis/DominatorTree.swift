/// Which blocks every way from a function's entry must pass to reach a block.
///
/// Computed by Lengauer and Tarjan's algorithm with path compression: time grows with the edges times the logarithm of
/// the blocks, whatever the graph's shape.
public struct DominatorTree: Hashable, Sendable {
  /// The closest block that dominates each block; nil for the entry and for blocks that the entry does not reach.
  public let immediateDominators: [Int?]
  /// The blocks that the entry reaches, so that each comes before its successors except along retreating edges.
  public let reversePostorder: [Int]

  /// First and last number of each block's subtree in a walk of the tree: ancestors enclose.
  private let entered: [Int]
  private let left: [Int]

  /// The dominators of a graph's blocks.
  public init(_ graph: ControlFlowGraph) {
    var search = DepthFirstSearch(graph)
    search.run()
    reversePostorder = search.postorder.reversed()
    var solver = DominatorSolver(graph, search)
    immediateDominators = solver.solve()
    (entered, left) = Self.number(immediateDominators, order: search.preorder)
  }

  /// Whether the entry reaches a block.
  public func isReachable(_ block: Int) -> Bool { entered[block] >= 0 }

  /// Whether every way from the entry to `block` passes `dominator`; a block dominates itself. False for blocks that the
  /// entry does not reach.
  public func dominates(_ dominator: Int, _ block: Int) -> Bool {
    isReachable(dominator) && isReachable(block) && entered[dominator] <= entered[block]
      && left[block] <= left[dominator]
  }

  /// Numbers a tree's nodes so that the numbers of a subtree are a range. `order` lists parents before children.
  private static func number(_ parents: [Int?], order: [Int]) -> ([Int], [Int]) {
    var entered = [Int](repeating: -1, count: parents.count)
    var left = entered
    var sizes = [Int](repeating: 1, count: parents.count)
    for node in order.reversed() {
      if let parent = parents[node] { sizes[parent] += sizes[node] }
    }
    // The next free number inside of each subtree.
    var free = [Int](repeating: 0, count: parents.count)
    for node in order {
      if let parent = parents[node] {
        entered[node] = free[parent]
        free[parent] += sizes[node]
      } else {
        entered[node] = 0
      }
      free[node] = entered[node] + 1
      left[node] = entered[node] + sizes[node] - 1
    }
    return (entered, left)
  }
}
