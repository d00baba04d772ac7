public import BPF

/// Instructions that are put into a program.
///
/// Control enters at the first and goes on behind the last; jumps inside of it count slots as everywhere, and one to the
/// slot behind the last goes on too. It may return from the function, and call helpers and kernel functions, as far as what
/// is live there stands it.
public struct Insertion: Sendable {
  /// How many registers it needs for itself: it is given some that nobody reads later, or that are saved around it.
  public var scratch: Int
  /// Registers that it names itself, to read or to write: never given as scratch.
  public var named: RegisterSet
  /// The instructions, given the scratch registers.
  public var instructions: @Sendable ([UInt8]) -> [Instruction]

  /// Instructions that need scratch registers.
  public init(
    scratch: Int = 0, named: RegisterSet = [], _ instructions: @escaping @Sendable ([UInt8]) -> [Instruction]
  ) {
    self.scratch = scratch
    self.named = named
    self.instructions = instructions
  }

  /// Instructions as they are.
  public init(_ instructions: [Instruction]) {
    self.init { _ in instructions }
  }
}
