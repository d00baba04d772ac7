import BPF

/// Cuts a function into basic blocks and joins them.
struct ControlFlowGraphBuilder {
  let instructions: [Instruction]
  let index: SlotIndex
  /// The function's instructions, as indices of the program's.
  let range: Range<Int>
  let slots: Range<Int>
  var blocks: [BasicBlock] = []
  var faults: [ControlFlowFault] = []
  /// The block of each of the function's instructions.
  private var blockOf: [Int] = []

  init(instructions: [Instruction], slots index: SlotIndex, function: Range<Int>) {
    self.instructions = instructions
    self.index = index
    let program = 0..<min(index.slots.count, instructions.count)
    let first = program.partitioned { index.slots[$0] >= function.lowerBound }
    let last = program.partitioned { index.slots[$0] >= function.upperBound }
    range = first..<max(first, last)
    slots = index.slot(ofInstruction: range.lowerBound)..<index.slot(ofInstruction: range.upperBound)
  }

  mutating func splitIntoBlocks() {
    var begins = [Bool](repeating: false, count: range.count)
    for position in range {
      let instruction = instructions[position]
      let distance = instruction.jumpDistance
      if let distance, let target = target(of: position, distance) { begins[target - range.lowerBound] = true }
      if distance != nil || !instruction.fallsThrough, position + 1 < range.upperBound {
        begins[position + 1 - range.lowerBound] = true
      }
    }
    blockOf.reserveCapacity(range.count)
    var start = range.lowerBound
    for position in range {
      if position > start, begins[position - range.lowerBound] {
        append(start..<position)
        start = position
      }
      blockOf.append(blocks.count)
    }
    if !range.isEmpty { append(start..<range.upperBound) }
  }

  mutating func connect() {
    for block in blocks.indices {
      let position = blocks[block].instructions.upperBound - 1
      let instruction = instructions[position]
      let slot = index.slots[position]
      if instruction.fallsThrough {
        if position + 1 < range.upperBound {
          join(block, block + 1, .next)
        } else {
          faults.append(ControlFlowFault(slot: slot, kind: .missingExit))
        }
      }
      guard let distance = instruction.jumpDistance else { continue }
      if let target = target(of: position, distance) {
        join(block, blockOf[target - range.lowerBound], instruction.fallsThrough ? .taken : .jump)
      } else {
        faults.append(ControlFlowFault(slot: slot, kind: .jumpOutOfRange(target: slot + 1 + distance)))
      }
    }
  }

  private func target(of position: Int, _ distance: Int) -> Int? {
    guard let target = index.instruction(atSlot: index.slots[position] + 1 + distance) else { return nil }
    return range.contains(target) ? target : nil
  }

  private mutating func append(_ instructions: Range<Int>) {
    let slots =
      index.slot(ofInstruction: instructions.lowerBound)..<index.slot(ofInstruction: instructions.upperBound)
    blocks.append(BasicBlock(instructions: instructions, slots: slots))
  }

  private mutating func join(_ from: Int, _ to: Int, _ kind: ControlFlowEdge.Kind) {
    blocks[from].successors.append(ControlFlowEdge(target: to, kind: kind))
    // Blocks are joined in ascending order: a repeated predecessor is the last one.
    if blocks[to].predecessors.last != from { blocks[to].predecessors.append(from) }
  }
}

extension Range where Bound == Int {
  /// The first position at which the predicate holds, when it holds for all after it; the end when there is none.
  func partitioned(by predicate: (Int) -> Bool) -> Int {
    var low = lowerBound
    var high = upperBound
    while low < high {
      let middle = low + (high - low) / 2
      if predicate(middle) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
