public import BPF

/// A program with edits applied.
public struct RewrittenProgram: Sendable {
  /// Its instructions.
  public let instructions: [Instruction]
  /// Its functions' slots.
  public let functions: [Range<Int>]
  /// Which slot is which.
  public let slots: SlotMap
  /// Insertions for which there was no room. A replacement is never left out: its instruction stays then, and is named
  /// here.
  public let skipped: [SkippedInsertion]
  /// How many insertions save registers on the stack.
  public let spills: Int
}
