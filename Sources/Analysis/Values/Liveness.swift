import BPF

/// Which registers are read before they are written again.
public struct Liveness: Sendable {
  private let graph: ControlFlowGraph
  private let instructions: [Instruction]
  /// After each block: a bit a register.
  private let leaving: [UInt16]

  /// Follows a function backwards; `order` is its blocks in reverse postorder.
  init(_ graph: ControlFlowGraph, order: [Int], instructions: [Instruction]) {
    self.graph = graph
    self.instructions = instructions
    var leaving = [UInt16](repeating: 0, count: graph.blocks.count)
    var isStable = false
    while !isStable {
      isStable = true
      for block in order.reversed() {
        var live = leaving[block]
        for index in graph.blocks[block].instructions.reversed() { Self.pass(instructions[index].kind, &live) }
        for predecessor in graph.blocks[block].predecessors where leaving[predecessor] | live != leaving[predecessor] {
          leaving[predecessor] |= live
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
    return live >> UInt16(register) & 1 == 1
  }

  private static func pass(_ kind: InstructionKind, _ live: inout UInt16) {
    for number in UInt8(0)...9 where kind.writes(number) || kind.clobbers(number) { live &= ~(1 << UInt16(number)) }
    for number in UInt8(0)...9 where kind.reads(number) { live |= 1 << UInt16(number) }
  }
}
