/// A depth-first walk of the blocks that the entry reaches. It keeps its own stack: graphs can be very deep.
struct DepthFirstSearch {
  private let graph: ControlFlowGraph
  /// The blocks in the order in which they were found.
  private(set) var preorder: [Int] = []
  /// The blocks in the order in which they were left.
  private(set) var postorder: [Int] = []
  /// Each block's place in `preorder`; -1 when it is not reached.
  private(set) var number: [Int]
  /// The block from which each block was found; -1 for the entry and what is not reached.
  private(set) var parent: [Int]

  init(_ graph: ControlFlowGraph) {
    self.graph = graph
    number = [Int](repeating: -1, count: graph.blocks.count)
    parent = number
  }

  mutating func run() {
    guard !graph.blocks.isEmpty else { return }
    var path: [(block: Int, next: Int)] = []
    find(0, from: -1)
    path.append((0, 0))
    while let (block, next) = path.last {
      let successors = graph.blocks[block].successors
      guard next < successors.count else {
        postorder.append(block)
        path.removeLast()
        continue
      }
      path[path.count - 1].next = next + 1
      let target = successors[next].target
      guard number[target] < 0 else { continue }
      find(target, from: block)
      path.append((target, 0))
    }
  }

  private mutating func find(_ block: Int, from parent: Int) {
    number[block] = preorder.count
    self.parent[block] = parent
    preorder.append(block)
  }
}
