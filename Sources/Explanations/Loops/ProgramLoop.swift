import Analysis
import BPF
import BPFObject
import Findings

/// A loop of a linked program, as its source has it.
struct ProgramLoop {
  /// What ends it.
  enum Bound: Hashable {
    /// A counter that a constant step brings to this number.
    case constant(Int)
    /// A comparison of something else.
    case open
    /// Nothing: no way leads out.
    case none
  }

  /// The function's number in the program.
  let function: Int
  /// The slots of its blocks, inner loops included.
  let slots: [Range<Int>]
  /// How many loops stand around its blocks, itself included.
  let depth: Int
  /// What ends it.
  let bound: Bound

  /// Whether an instruction is in it.
  func contains(_ slot: Int) -> Bool { slots.contains { $0.contains(slot) } }

  /// All loops of a program: inner ones before those around them.
  static func all(in program: Program) -> [ProgramLoop] {
    let structure = ProgramStructure(program)
    return structure.functions.indices.flatMap { function -> [ProgramLoop] in
      let graph = structure.functions[function].graph
      let forest = structure.functions[function].loops
      return forest.loops.indices.map { loop in
        let blocks = forest.blocks(of: loop)
        return ProgramLoop(
          function: function, slots: blocks.map { graph.blocks[$0].slots }, depth: forest.loops[loop].depth,
          bound: bound(of: blocks, graph, program))
      }
    }
  }

  /// What ends a loop: of several ways out, the one that counts to a constant.
  private static func bound(of blocks: [Int], _ graph: ControlFlowGraph, _ program: Program) -> Bound {
    let inside = Set(blocks)
    var bound = Bound.none
    for block in blocks where graph.blocks[block].successors.contains(where: { !inside.contains($0.target) }) {
      guard let last = graph.blocks[block].instructions.last else { continue }
      guard case .branch(_, _, let left, .immediate(let limit), _) = program.instructions[last].kind,
        isCounter(left, blocks, graph, program)
      else {
        if bound == .none { bound = .open }
        continue
      }
      if case .constant(let known) = bound {
        bound = .constant(min(known, Int(limit)))
      } else {
        bound = .constant(Int(limit))
      }
    }
    return bound
  }

  /// Whether all that a loop's instructions do to a register is to add a constant.
  private static func isCounter(_ register: UInt8, _ blocks: [Int], _ graph: ControlFlowGraph, _ program: Program)
    -> Bool
  {
    var steps = 0
    for instruction in blocks.flatMap({ graph.blocks[$0].instructions }) {
      switch program.instructions[instruction].kind {
      case .arithmetic(.add, _, register, .immediate(let step)) where step != 0: steps += 1
      case .arithmetic(_, _, register, _), .negate(_, register), .move(_, register, _), .load(_, _, register, _, _),
        .loadImmediate(register, _, _), .moveSignExtended(_, register, _, _), .convertByteOrder(_, register, _):
        return false
      case .call where register < 6: return false
      default: break
      }
    }
    return steps > 0
  }
}
