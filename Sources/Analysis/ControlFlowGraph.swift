public import BPF

/// The basic blocks of one function and the ways between them. Block 0 is the entry.
///
/// Blocks that nothing leads to are kept: they are in the program, and older kernels reject it for them.
public struct ControlFlowGraph: Hashable, Sendable {
  /// The function's slots in the program.
  public let slots: Range<Int>
  /// The blocks, in the program's order; empty only for a function without instructions.
  public let blocks: [BasicBlock]
  /// What is wrong with the function's jumps; such jumps have no edge. Ascending by slot.
  public let faults: [ControlFlowFault]

  /// The graph of the function that takes up `function`, slots of the program whose instructions and index are given.
  /// What lies outside of the program is left out.
  public init(instructions: [Instruction], slots index: SlotIndex, function: Range<Int>) {
    var builder = ControlFlowGraphBuilder(instructions: instructions, slots: index, function: function)
    builder.splitIntoBlocks()
    builder.connect()
    slots = builder.slots
    blocks = builder.blocks
    faults = builder.faults
  }

  /// The block that an instruction's slot belongs to; nil outside of the function.
  public func block(atSlot slot: Int) -> Int? {
    let index = blocks.partitioningIndex { $0.slots.upperBound > slot }
    return index < blocks.count && blocks[index].slots.contains(slot) ? index : nil
  }
}
