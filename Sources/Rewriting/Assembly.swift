import BPF

/// A rewritten program in the making: instructions, and where those lead that jump or call.
struct Assembly {
  /// Where a jump or a call leads.
  private enum Target {
    /// To all that belongs to an instruction of the original.
    case instruction(Int)
    /// To the entry of a function.
    case function(Int)
    /// To what is run when that branch is taken.
    case detour(Int)
  }

  /// An instruction, and where it leads.
  private struct Piece {
    var instruction: Instruction
    var target: Target?
    /// The instruction of the original that it belongs to.
    var origin: Int
    /// A jump whose target 16 bits do not reach.
    var isFar = false

    /// A conditional jump has no long form: it jumps over a jump over a long one.
    var slots: Int { isFar && instruction.fallsThrough ? 3 : instruction.slots }
  }

  let code: ProgramCode
  private var pieces: [Piece] = []
  private var functionStarts: [Int] = []
  private var starts: [Int]
  private var places: [Int?]
  /// Where what is run when a branch is taken begins, by the branch.
  private var detours: [Int: Int] = [:]

  init(code: ProgramCode) {
    self.code = code
    starts = [Int](repeating: 0, count: code.instructions.count)
    places = [Int?](repeating: nil, count: code.instructions.count)
  }

  mutating func begin(_ function: Int) { functionStarts.append(pieces.count) }

  mutating func begin(instruction index: Int) { starts[index] = pieces.count }

  mutating func begin(detourOf branch: Int) { detours[branch] = pieces.count }

  mutating func endDetour(of branch: Int) {
    guard let target = target(of: branch) else { return }
    pieces.append(Piece(instruction: .jump(distance: 0), target: .instruction(target), origin: branch))
  }

  mutating func append(original index: Int, takesDetour: Bool = false) {
    let instruction = code.instructions[index]
    places[index] = pieces.count
    var piece = Piece(instruction: instruction, origin: index)
    if takesDetour {
      piece.target = .detour(index)
    } else if let target = target(of: index) {
      piece.target = .instruction(target)
    } else if let distance = instruction.functionDistance {
      let entry = code.slots.slots[index] + 1 + distance
      piece.target = code.functions.firstIndex { $0.lowerBound == entry }.map { .function($0) }
    }
    pieces.append(piece)
  }

  mutating func append(inserted instructions: [Instruction], origin: Int) {
    for instruction in instructions { pieces.append(Piece(instruction: instruction, origin: origin)) }
  }

  private func target(of index: Int) -> Int? {
    guard let distance = code.instructions[index].jumpDistance else { return nil }
    return code.slots.instruction(atSlot: code.slots.slots[index] + 1 + distance)
  }

  // MARK: - Laying out

  mutating func finish(
    hasLongJumps: Bool, skipped: [SkippedInsertion], spills: Int
  ) throws(RewriteError) -> RewrittenProgram {
    let offsets = try lengthen(hasLongJumps: hasLongJumps)
    let end = offsets[pieces.count]
    guard end <= Rewriter.mostSlots else { throw .tooLong(slots: end) }
    var instructions: [Instruction] = []
    instructions.reserveCapacity(pieces.count)
    for (index, piece) in pieces.enumerated() {
      instructions += Self.encoded(piece, distance: distance(of: index, offsets))
    }
    let entries = functionStarts.map { offsets[$0] }
    return RewrittenProgram(
      instructions: instructions, functions: zip(entries, entries.dropFirst() + [end]).map { $0..<$1 },
      slots: map(offsets), skipped: skipped, spills: spills)
  }

  /// Makes jumps far that must be, until all reach: each that grows may push another's target away.
  /// - Returns: The slot of each piece, and the end.
  private mutating func lengthen(hasLongJumps: Bool) throws(RewriteError) -> [Int] {
    while true {
      var offsets = [0]
      offsets.reserveCapacity(pieces.count + 1)
      for piece in pieces { offsets.append(offsets[offsets.count - 1] + piece.slots) }
      var hasGrown = false
      for index in pieces.indices where !pieces[index].isFar && pieces[index].instruction.isShortJump {
        guard let distance = distance(of: index, offsets), Int16(exactly: distance) == nil else { continue }
        let isBounded = if case .mayGoto = pieces[index].instruction.kind { true } else { false }
        guard hasLongJumps, !isBounded else { throw .tooFar(slot: code.slots.slots[pieces[index].origin]) }
        pieces[index].isFar = true
        hasGrown = true
      }
      guard hasGrown else { return offsets }
    }
  }

  /// Slots from the slot after a piece to where it leads.
  private func distance(of index: Int, _ offsets: [Int]) -> Int? {
    let target: Int? =
      switch pieces[index].target {
      case .instruction(let instruction): starts[instruction]
      case .function(let function): functionStarts[function]
      case .detour(let branch): detours[branch]
      case nil: nil
      }
    return target.map { offsets[$0] - offsets[index] - 1 }
  }

  private static func encoded(_ piece: Piece, distance: Int?) -> [Instruction] {
    guard let distance else { return [piece.instruction] }
    var instruction = piece.instruction
    guard instruction.isShortJump else {
      instruction.immediate = Int32(clamping: distance)
      return [instruction]
    }
    guard piece.isFar else {
      instruction.offset = Int16(clamping: distance)
      return [instruction]
    }
    guard instruction.fallsThrough else { return [.longJump(distance: Int32(clamping: distance))] }
    instruction.offset = 1
    return [instruction, .jump(distance: 1), .longJump(distance: Int32(clamping: distance - 2))]
  }

  private func map(_ offsets: [Int]) -> SlotMap {
    var slotStarts: [Int] = []
    var slotPlaces: [Int?] = []
    let entries = Set(functionStarts.indices.compactMap { code.instructions(ofFunction: $0).first })
    var function = 0
    for (index, instruction) in code.instructions.enumerated() {
      var start = offsets[starts[index]]
      if entries.contains(index) {
        start = offsets[functionStarts[function]]
        function += 1
      }
      slotStarts += Array(repeating: start, count: instruction.slots)
      slotPlaces.append(places[index].map { offsets[$0] })
      if instruction.slots == 2 { slotPlaces.append(nil) }
    }
    let origins = pieces.flatMap { Array(repeating: code.slots.slots[$0.origin], count: $0.slots) }
    return SlotMap(
      starts: slotStarts, places: slotPlaces, origins: origins,
      detours: detours.sorted { $0.value < $1.value }
        .map { SlotMap.Detour(slot: offsets[$0.value], branch: code.slots.slots[$0.key]) })
  }
}
