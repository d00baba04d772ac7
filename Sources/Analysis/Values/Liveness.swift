public import BPF

/// Which registers are read before they are written again.
public struct Liveness: Sendable {
  private let graph: ControlFlowGraph
  private let instructions: [Instruction]
  /// After each block.
  private let leaving: [RegisterSet]

  /// Follows a function backwards; `order` is its blocks in reverse postorder.
  public init(_ graph: ControlFlowGraph, order: [Int], instructions: [Instruction]) {
    self.graph = graph
    self.instructions = instructions
    var leaving = [RegisterSet](repeating: [], count: graph.blocks.count)
    var isStable = false
    while !isStable {
      isStable = true
      for block in order.reversed() {
        var live = leaving[block]
        for index in graph.blocks[block].instructions.reversed() { Self.pass(instructions[index].kind, &live) }
        for predecessor in graph.blocks[block].predecessors {
          let joined = leaving[predecessor].union(live)
          guard joined != leaving[predecessor] else { continue }
          leaving[predecessor] = joined
          isStable = false
        }
      }
    }
    self.leaving = leaving
  }

  /// Whether some path reads `register` after an instruction before writing it.
  public func isRead(_ register: UInt8, after index: Int, in block: Int) -> Bool {
    guard graph.blocks.indices.contains(block) else { return false }
    var live = leaving[block]
    for later in graph.blocks[block].instructions.reversed() where later > index {
      Self.pass(instructions[later].kind, &live)
    }
    return live.contains(register)
  }

  /// The registers that are read later, for each instruction of a block when it is about to run.
  public func entering(block: Int) -> [RegisterSet] {
    guard graph.blocks.indices.contains(block) else { return [] }
    var live = leaving[block]
    var entering: [RegisterSet] = []
    for index in graph.blocks[block].instructions.reversed() {
      Self.pass(instructions[index].kind, &live)
      entering.append(live)
    }
    return entering.reversed()
  }

  private static func pass(_ kind: InstructionKind, _ live: inout RegisterSet) {
    live = live.subtracting(RegisterSet(writtenBy: kind)).subtracting(RegisterSet(clobberedBy: kind))
      .union(RegisterSet(readBy: kind).intersection(.writable))
  }
}
