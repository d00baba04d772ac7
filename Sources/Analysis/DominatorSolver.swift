/// Lengauer and Tarjan, "A fast algorithm for finding dominators in a flowgraph" (1979), the simple version. Nodes are
/// depth-first numbers.
struct DominatorSolver {
  private let graph: ControlFlowGraph
  private let search: DepthFirstSearch
  private var semidominator: [Int]
  /// The forest of nodes already handled: the node above each, -1 for a root.
  private var ancestor: [Int]
  /// The node of least semidominator between each node and its root.
  private var label: [Int]
  private var trail: [Int] = []

  init(_ graph: ControlFlowGraph, _ search: DepthFirstSearch) {
    self.graph = graph
    self.search = search
    semidominator = Array(search.preorder.indices)
    label = semidominator
    ancestor = [Int](repeating: -1, count: search.preorder.count)
  }

  /// The immediate dominator of each block.
  mutating func solve() -> [Int?] {
    let count = search.preorder.count
    var bucket = [[Int]](repeating: [], count: count)
    var dominator = [Int](repeating: 0, count: count)
    for node in stride(from: count - 1, to: 0, by: -1) {
      let block = search.preorder[node]
      for predecessor in graph.blocks[block].predecessors where search.number[predecessor] >= 0 {
        let least = evaluate(search.number[predecessor])
        semidominator[node] = min(semidominator[node], semidominator[least])
      }
      bucket[semidominator[node]].append(node)
      let parent = search.number[search.parent[block]]
      ancestor[node] = parent
      for waiting in bucket[parent] {
        let least = evaluate(waiting)
        dominator[waiting] = semidominator[least] < semidominator[waiting] ? least : parent
      }
      bucket[parent] = []
    }
    var blocks = [Int?](repeating: nil, count: graph.blocks.count)
    for node in stride(from: 1, to: count, by: 1) {
      if dominator[node] != semidominator[node] { dominator[node] = dominator[dominator[node]] }
      blocks[search.preorder[node]] = search.preorder[dominator[node]]
    }
    return blocks
  }

  /// The node of least semidominator on the way from a node up to its root, which it leaves out. Shortens the way.
  private mutating func evaluate(_ node: Int) -> Int {
    guard ancestor[node] >= 0 else { return node }
    var current = node
    while ancestor[ancestor[current]] >= 0 {
      trail.append(current)
      current = ancestor[current]
    }
    while let below = trail.popLast() {
      let above = ancestor[below]
      if semidominator[label[above]] < semidominator[label[below]] { label[below] = label[above] }
      ancestor[below] = ancestor[above]
    }
    return label[node]
  }
}
