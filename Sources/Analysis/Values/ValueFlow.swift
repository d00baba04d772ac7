import BPF

/// What each instruction of a function finds in its registers, on all paths that lead to it.
public struct ValueFlow: Sendable {
  /// The function's blocks.
  public let graph: ControlFlowGraph
  private let step: FlowStep
  /// Before each block; nil for one that nothing leads to.
  private let entering: [FlowState?]

  /// Follows a function whose arguments are given.
  init(_ graph: ControlFlowGraph, order: [Int], step: FlowStep, arguments: [SymbolicValue]) {
    self.graph = graph
    self.step = step
    var entering = [FlowState?](repeating: nil, count: graph.blocks.count)
    var waiting = [Bool](repeating: false, count: graph.blocks.count)
    if !graph.blocks.isEmpty {
      entering[0] = FlowState(arguments: arguments)
      waiting[0] = true
    }
    // A value can only be lost, once a place: so the rounds end. In this order a graph without loops takes one.
    var isStable = graph.blocks.isEmpty
    while !isStable {
      isStable = true
      for block in order where waiting[block] {
        waiting[block] = false
        guard var state = entering[block] else { continue }
        for index in graph.blocks[block].instructions { step.pass(index, &state) }
        for edge in graph.blocks[block].successors {
          let merged = entering[edge.target].map { known in
            var known = known
            known.join(state)
            return known
          }
          guard merged == nil || merged != entering[edge.target] else { continue }
          entering[edge.target] = merged ?? state
          waiting[edge.target] = true
          isStable = false
        }
      }
    }
    self.entering = entering
  }

  /// Calls `body` with every instruction that can be reached, by its index in the program, and what holds before it.
  public func visit(_ body: (_ block: Int, _ index: Int, _ state: FlowState) -> Void) {
    for (number, block) in graph.blocks.enumerated() {
      guard var state = entering[number] else { continue }
      for index in block.instructions {
        body(number, index, state)
        step.pass(index, &state)
      }
    }
  }

  /// What holds before an instruction; nil where nothing leads to it.
  public func state(before index: Int, in block: Int) -> FlowState? {
    guard graph.blocks.indices.contains(block), var state = entering[block] else { return nil }
    for earlier in graph.blocks[block].instructions where earlier < index { step.pass(earlier, &state) }
    return state
  }
}
