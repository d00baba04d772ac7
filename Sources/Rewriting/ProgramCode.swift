public import Analysis
public import BPF
public import BPFObject

/// The instructions of a linked program, and the functions that they make up: what is rewritten.
public struct ProgramCode: Sendable {
  /// The instructions, subprograms behind the program.
  public let instructions: [Instruction]
  /// Where each instruction stands.
  public let slots: SlotIndex
  /// The functions' slots: the program's own first, then the others, one right behind the other.
  public let functions: [Range<Int>]
  /// Bytes of stack that each function takes, at least what the verifier counts.
  public let frames: [Int]
  /// Blocks and calls.
  public let structure: ProgramStructure

  /// A linked program's code.
  public init(_ program: Program) throws(RewriteError) {
    try self.init(program.instructions, entries: program.subprograms.map(\.slots.lowerBound))
  }

  /// Code as it is handed to the kernel.
  /// - Parameters:
  ///   - entries: first slots of functions that nothing may call (an exception callback); the others are found by the
  ///     calls that lead to them.
  ///   - verifierFrames: what the verifier said that each function's frame takes (`stack depth 16+8`); empty when it was
  ///     not asked. What the instructions address counts where that is more.
  public init(
    _ instructions: [Instruction], entries: [Int] = [], verifierFrames: [Int] = []
  ) throws(RewriteError) {
    guard !instructions.isEmpty else { throw .empty }
    let slots = SlotIndex(instructions)
    var starts = Set(entries)
    starts.insert(0)
    for (index, instruction) in instructions.enumerated() {
      guard let distance = instruction.functionDistance else { continue }
      starts.insert(slots.slots[index] + 1 + distance)
    }
    let ordered = starts.sorted()
    for start in ordered where slots.instruction(atSlot: start) == nil { throw .noFunction(slot: start) }
    let functions = zip(ordered, ordered.dropFirst() + [slots.slotCount]).map { $0..<$1 }
    let structure = ProgramStructure(instructions: instructions, slots: slots, functions: functions)
    if let fault = structure.functions.lazy.compactMap(\.graph.faults.first).first { throw .flow(fault) }
    self.instructions = instructions
    self.slots = slots
    self.structure = structure
    self.functions = functions
    frames = structure.functions.indices.map { function in
      let counted = verifierFrames.indices.contains(function) ? verifierFrames[function] : 0
      return max(structure.functions[function].frame.bytes, counted)
    }
  }

  /// The function that an instruction belongs to.
  public func function(ofInstruction index: Int) -> Int {
    let slot = slots.slot(ofInstruction: index)
    return functions.lastIndex { $0.lowerBound <= slot } ?? 0
  }

  /// The instructions of a function, as indices.
  public func instructions(ofFunction function: Int) -> Range<Int> {
    let blocks = structure.functions[function].graph.blocks
    guard let first = blocks.first, let last = blocks.last else { return 0..<0 }
    return first.instructions.lowerBound..<last.instructions.upperBound
  }
}
