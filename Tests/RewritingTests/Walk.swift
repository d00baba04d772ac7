import BPF
import Rewriting
import Testing

/// Follows control through a rewritten program.
struct Walk {
  let rewritten: RewrittenProgram
  private let code: ProgramCode
  private let slots: SlotIndex
  private let originals: Set<Int>

  init(code: ProgramCode, rewritten: RewrittenProgram) {
    self.code = code
    self.rewritten = rewritten
    slots = SlotIndex(rewritten.instructions)
    originals = Set(code.slots.slots.compactMap { rewritten.slots.place(ofOriginal: $0) })
  }

  func instruction(at slot: Int) -> Instruction? {
    slots.instruction(atSlot: slot).map { rewritten.instructions[$0] }
  }

  /// The marks on the way from one instruction of the original to the next.
  func marks(from slot: Int, isTaken: Bool, to next: Int) throws -> [Int32] {
    Self.marks(try passed(from: slot, isTaken: isTaken, to: next))
  }

  /// The marks on the way from a slot of the rewritten program to an instruction of the original.
  func marks(at start: Int, to next: Int) throws -> [Int32] { Self.marks(try passed(at: start, to: next)) }

  private static func marks(_ passed: [Instruction]) -> [Int32] {
    passed.map(\.immediate).filter { $0 >= Marks.first }
  }

  /// What was inserted on the way from one instruction of the original to the next.
  func passed(from slot: Int, isTaken: Bool, to next: Int) throws -> [Instruction] {
    let place = try #require(rewritten.slots.place(ofOriginal: slot))
    let instruction = try #require(self.instruction(at: place))
    guard isTaken else { return try passed(at: place + instruction.slots, to: next) }
    let distance = try #require(instruction.jumpDistance)
    return try passed(at: place + 1 + distance, to: next)
  }

  /// What was inserted on the way from a slot of the rewritten program to an instruction of the original.
  func passed(at start: Int, to next: Int) throws -> [Instruction] {
    let end = try #require(rewritten.slots.place(ofOriginal: next))
    var slot = start
    var passed: [Instruction] = []
    while slot != end {
      try #require(!originals.contains(slot), "another instruction of the original, \(slot), comes before \(end)")
      let instruction = try #require(self.instruction(at: slot))
      passed.append(instruction)
      // Between instructions of the original there are insertions, and jumps that are always taken.
      if instruction.fallsThrough {
        slot += instruction.slots
      } else {
        let distance = try #require(instruction.jumpDistance)
        slot += 1 + distance
      }
    }
    return passed
  }
}
