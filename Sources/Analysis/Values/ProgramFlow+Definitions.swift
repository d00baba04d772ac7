import BPF

extension ProgramFlow {
  /// The instructions that may have written `register` as an instruction finds it, by their indices, ascending. What the
  /// function was entered with has none.
  public func definitions(of register: UInt8, before index: Int, in block: Int, of function: Int) -> [Int] {
    let graph = structure.functions[function].graph
    var found: Set<Int> = []
    var seen: Set<Int> = []
    var waiting: [(block: Int, end: Int)] = [(block, index)]
    while let (block, end) = waiting.popLast() {
      let range = graph.blocks[block].instructions
      let last = range.prefix { $0 < end }.last { index in
        let kind = instructions[index].kind
        return kind.writes(register) || kind.clobbers(register)
      }
      if let last {
        found.insert(last)
        continue
      }
      for predecessor in graph.blocks[block].predecessors where seen.insert(predecessor).inserted {
        waiting.append((predecessor, graph.blocks[predecessor].instructions.upperBound))
      }
    }
    return found.sorted()
  }

  /// Whether control that has passed one instruction always passed the other before: within a function.
  public func dominates(_ first: (index: Int, block: Int), _ second: (index: Int, block: Int), in function: Int) -> Bool
  {
    if first.block == second.block { return first.index < second.index }
    return structure.functions[function].dominators.dominates(first.block, second.block)
  }

  /// Whether some path leads from one instruction to another of the same function, without passing any of `barriers`.
  public func reaches(
    _ first: (index: Int, block: Int), _ second: (index: Int, block: Int), in function: Int,
    without barriers: Set<Int> = []
  ) -> Bool {
    let graph = structure.functions[function].graph
    /// The first of the block's instructions from `start` on that ends the search: the goal or a barrier.
    func end(_ block: Int, from start: Int) -> Int? {
      graph.blocks[block].instructions.first { $0 >= start && ($0 == second.index || barriers.contains($0)) }
    }
    if let stop = end(first.block, from: first.index + 1) { return stop == second.index }
    var seen: Set<Int> = []
    var waiting = graph.blocks[first.block].successors.map(\.target)
    while let block = waiting.popLast() {
      guard seen.insert(block).inserted else { continue }
      if let stop = end(block, from: graph.blocks[block].instructions.lowerBound) {
        if stop == second.index { return true }
        continue
      }
      waiting += graph.blocks[block].successors.map(\.target)
    }
    return false
  }
}
