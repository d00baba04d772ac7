/// Finds loops from the innermost out, walking each block backwards once: a loop found is stepped over as a whole.
struct LoopForestBuilder {
  private let graph: ControlFlowGraph
  private let dominators: DominatorTree
  private(set) var loops: [NaturalLoop] = []
  private(set) var innermost: [Int?]
  private(set) var irreducibleEdges: [LoopForest.IrreducibleEdge] = []
  /// A loop around each loop, near the outermost one known: ways up are shortened as they are walked.
  private var around: [Int] = []

  init(_ graph: ControlFlowGraph, _ dominators: DominatorTree) {
    self.graph = graph
    self.dominators = dominators
    innermost = [Int?](repeating: nil, count: graph.blocks.count)
  }

  mutating func run() {
    var order = [Int](repeating: 0, count: graph.blocks.count)
    for (place, block) in dominators.reversePostorder.enumerated() { order[block] = place }
    // A header comes after every header that it dominates when walked from the back.
    for header in dominators.reversePostorder.reversed() {
      var latches: [Int] = []
      for predecessor in graph.blocks[header].predecessors where dominators.isReachable(predecessor) {
        if dominators.dominates(header, predecessor) {
          latches.append(predecessor)
        } else if order[predecessor] >= order[header] {
          irreducibleEdges.append(LoopForest.IrreducibleEdge(source: predecessor, target: header))
        }
      }
      if !latches.isEmpty { collect(header, latches) }
    }
    for loop in loops.indices.reversed() {
      if let parent = loops[loop].parent { loops[loop].depth = loops[parent].depth + 1 }
    }
    irreducibleEdges.sort { ($0.source, $0.target) < ($1.source, $1.target) }
  }

  private mutating func collect(_ header: Int, _ latches: [Int]) {
    let loop = loops.count
    loops.append(NaturalLoop(header: header, latches: latches))
    around.append(loop)
    var waiting = latches
    while let block = waiting.popLast() {
      guard let inner = innermost[block] else {
        guard dominators.isReachable(block) else { continue }
        innermost[block] = loop
        if block != header { waiting.append(contentsOf: graph.blocks[block].predecessors) }
        continue
      }
      let outer = outermost(inner)
      guard outer != loop else { continue }
      loops[outer].parent = loop
      around[outer] = loop
      waiting.append(contentsOf: graph.blocks[loops[outer].header].predecessors)
    }
    if innermost[header] == nil { innermost[header] = loop }
  }

  private mutating func outermost(_ loop: Int) -> Int {
    var root = loop
    while around[root] != root { root = around[root] }
    var current = loop
    while around[current] != root, current != root { (current, around[current]) = (around[current], root) }
    return root
  }
}
