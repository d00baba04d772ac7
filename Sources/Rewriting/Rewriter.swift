public import Analysis
import BPF

/// Puts instructions into a program, so that the verifier still accepts it: jumps and calls lead where they led, registers
/// that are read later keep their values, and the stack that is needed lies below the program's own.
public struct Rewriter: Sendable {
  /// How the kernel adds up frames; the strictest when that is not known. A chain of calls that takes more than 512 bytes by
  /// this rule as it is shall not take more.
  public var stackRule: StackRule
  /// Whether the kernel knows jumps with a 32-bit distance, `gotol` (since 6.6).
  public var hasLongJumps: Bool
  /// Whether registers may be saved on the stack where none is free.
  public var savesRegisters: Bool

  /// The most instructions that the kernel looks at: `BPF_COMPLEXITY_LIMIT_INSNS`.
  static let mostSlots = 1_000_000

  /// A rewriter for a kernel.
  public init(stackRule: StackRule = .rounded32, hasLongJumps: Bool = false, savesRegisters: Bool = true) {
    self.stackRule = stackRule
    self.hasLongJumps = hasLongJumps
    self.savesRegisters = savesRegisters
  }

  /// The program with edits applied.
  public func apply(_ edits: Edits, to code: ProgramCode) throws(RewriteError) -> RewrittenProgram {
    try check(edits, code)
    var assembly = Assembly(code: code)
    var scratch = ScratchRegisters(code: code, edits: edits, rewriter: self)
    for function in code.functions.indices { try append(function, edits, &scratch, to: &assembly) }
    return try assembly.finish(hasLongJumps: hasLongJumps, skipped: scratch.skipped, spills: scratch.spills)
  }

  private func check(_ edits: Edits, _ code: ProgramCode) throws(RewriteError) {
    for place in edits.insertions.keys {
      switch place {
      case .entry(let function):
        guard code.functions.indices.contains(function) else { throw .noFunction(slot: function) }
      case .before(let index), .after(let index), .instead(let index), .taken(let index):
        guard code.instructions.indices.contains(index) else { throw .noInstruction(index: index) }
        let instruction = code.instructions[index]
        if case .instead = place, instruction.functionDistance != nil {
          throw .replacesFunctionCall(slot: code.slots.slots[index])
        }
        if case .taken = place, instruction.jumpDistance == nil || edits.insertions[.instead(index)] != nil {
          throw .noBranch(slot: code.slots.slots[index])
        }
      }
    }
  }

  private func append(
    _ function: Int, _ edits: Edits, _ scratch: inout ScratchRegisters, to assembly: inout Assembly
  ) throws(RewriteError) {
    let range = assembly.code.instructions(ofFunction: function)
    assembly.begin(function)
    try insert(edits, .entry(function: function), at: range.lowerBound, &scratch, &assembly)
    for index in range {
      assembly.begin(instruction: index)
      try insert(edits, .before(index), at: index, &scratch, &assembly)
      let instruction = assembly.code.instructions[index]
      if edits.insertions[.instead(index)] != nil {
        if try !insert(edits, .instead(index), at: index, &scratch, &assembly) { assembly.append(original: index) }
      } else if edits.insertions[.taken(index)] == nil || instruction.fallsThrough {
        assembly.append(original: index, takesDetour: edits.insertions[.taken(index)] != nil)
      } else {
        try insert(edits, .taken(index), at: index, &scratch, &assembly)
        assembly.append(original: index)
      }
      try insert(edits, .after(index), at: index, &scratch, &assembly)
    }
    for index in range
    where edits.insertions[.taken(index)] != nil && assembly.code.instructions[index].fallsThrough {
      assembly.begin(detourOf: index)
      try insert(edits, .taken(index), at: index, &scratch, &assembly)
      assembly.endDetour(of: index)
    }
  }

  /// Appends the insertions of a place. Whether there was room for each.
  @discardableResult private func insert(
    _ edits: Edits, _ place: EditPlace, at index: Int, _ scratch: inout ScratchRegisters, _ assembly: inout Assembly
  ) throws(RewriteError) -> Bool {
    var isWhole = true
    for insertion in edits.insertions[place] ?? [] {
      guard let instructions = scratch.instructions(of: insertion, place, at: index) else {
        isWhole = false
        continue
      }
      guard Self.isClosed(instructions) else {
        throw .leavesInsertion(slot: assembly.code.slots.slots[index])
      }
      assembly.append(inserted: instructions, origin: index)
    }
    return isWhole
  }

  /// Whether jumps stay inside, and no function of the program is called.
  private static func isClosed(_ instructions: [Instruction]) -> Bool {
    let slots = SlotIndex(instructions)
    for (index, instruction) in instructions.enumerated() {
      guard instruction.functionDistance == nil else { return false }
      guard let distance = instruction.jumpDistance else { continue }
      let target = slots.slots[index] + 1 + distance
      guard target == slots.slotCount || slots.instruction(atSlot: target) != nil else { return false }
    }
    return true
  }
}
