/// Where each of a program's instructions stands, in slots: the verifier, jumps and line info count slots, and a 64-bit
/// immediate takes two.
public struct SlotIndex: Hashable, Sendable {
  /// The first slot of each instruction, ascending.
  public let slots: [Int]
  /// Slots of all instructions together.
  public let slotCount: Int

  /// The index of a program's instructions.
  public init(_ instructions: some Sequence<Instruction>) {
    var slots: [Int] = []
    slots.reserveCapacity(instructions.underestimatedCount)
    var next = 0
    for instruction in instructions {
      slots.append(next)
      next += instruction.slots
    }
    self.slots = slots
    slotCount = next
  }

  /// The first slot of the instruction at `index`; the slot count for the index past the last.
  public func slot(ofInstruction index: Int) -> Int { index < slots.count ? slots[index] : slotCount }

  /// The index of the instruction that starts at `slot`; nil outside the program and for the second half of a 64-bit
  /// immediate.
  public func instruction(atSlot slot: Int) -> Int? {
    let index = slots.partitioningIndex { $0 >= slot }
    return index < slots.count && slots[index] == slot ? index : nil
  }
}
