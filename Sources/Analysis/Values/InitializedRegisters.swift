public import BPF

/// Which registers hold a value whatever way control came: a register that is read later on some path need not be one.
///
/// What a call returns does not count, since some return nothing, and of a function's arguments only a program's context
/// does.
public struct InitializedRegisters: Sendable {
  private let graph: ControlFlowGraph
  private let instructions: [Instruction]
  /// Before each block; nil where nothing leads.
  private let before: [RegisterSet?]

  /// Follows a function forwards; `order` is its blocks in reverse postorder.
  /// - Parameter isProgram: whether it is the program's own function, which gets the context in R1.
  public init(_ graph: ControlFlowGraph, order: [Int], instructions: [Instruction], isProgram: Bool) {
    self.graph = graph
    self.instructions = instructions
    var before = [RegisterSet?](repeating: nil, count: graph.blocks.count)
    if !before.isEmpty { before[0] = isProgram ? [1, 10] : [10] }
    var isStable = false
    while !isStable {
      isStable = true
      for block in order {
        guard var known = before[block] else { continue }
        for index in graph.blocks[block].instructions { Self.pass(instructions[index].kind, &known) }
        for edge in graph.blocks[block].successors {
          let met = before[edge.target].map { $0.intersection(known) } ?? known
          guard met != before[edge.target] else { continue }
          before[edge.target] = met
          isStable = false
        }
      }
    }
    self.before = before
  }

  /// The registers that hold a value, for each instruction of a block when it is about to run.
  public func entering(block: Int) -> [RegisterSet] {
    guard graph.blocks.indices.contains(block) else { return [] }
    var known = before[block] ?? []
    return graph.blocks[block].instructions.map { index in
      defer { Self.pass(instructions[index].kind, &known) }
      return known
    }
  }

  private static func pass(_ kind: InstructionKind, _ known: inout RegisterSet) {
    known = known.subtracting(RegisterSet(clobberedBy: kind))
    if case .call = kind { known = known.subtracting([0]) } else { known = known.union(RegisterSet(writtenBy: kind)) }
  }
}
