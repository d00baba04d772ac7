import Analysis
import BPF

/// Finds registers for what is inserted: those that nobody reads later, else some that are saved on the stack.
struct ScratchRegisters {
  /// The order in which registers are taken: compiled programs pay for the first use of R6 to R9.
  private static let order: [UInt8] = [0, 5, 4, 3, 2, 1, 9, 8, 7, 6]

  private let code: ProgramCode
  private let savesRegisters: Bool
  /// By instruction: what is read later when it is about to run.
  private let live: [RegisterSet]
  /// By instruction: what holds a value when it is about to run.
  private let initialized: [RegisterSet]
  private let targets: [Int: Int]
  private let reserved: [Int]
  private var room: StackRoom
  /// What there was no room for.
  private(set) var skipped: [SkippedInsertion] = []
  /// Insertions that save registers.
  private(set) var spills = 0

  init(code: ProgramCode, edits: Edits, rewriter: Rewriter) {
    self.code = code
    savesRegisters = rewriter.savesRegisters
    var live = [RegisterSet](repeating: [], count: code.instructions.count)
    var initialized = live
    var targets: [Int: Int] = [:]
    for (number, function) in code.structure.functions.enumerated() {
      let order = function.dominators.reversePostorder
      let liveness = Liveness(function.graph, order: order, instructions: code.instructions)
      let values = InitializedRegisters(
        function.graph, order: order, instructions: code.instructions, isProgram: number == 0)
      for (block, part) in function.graph.blocks.enumerated() {
        for (index, set) in zip(part.instructions, liveness.entering(block: block)) { live[index] = set }
        for (index, set) in zip(part.instructions, values.entering(block: block)) { initialized[index] = set }
        guard let edge = part.successors.first(where: { $0.kind != .next }) else { continue }
        targets[part.instructions.upperBound - 1] = function.graph.blocks[edge.target].instructions.lowerBound
      }
    }
    self.live = live
    self.initialized = initialized
    self.targets = targets
    reserved = code.functions.indices.map { edits.reserved[$0] ?? 0 }
    room = StackRoom(
      frames: zip(code.functions.indices, reserved).map { code.frameBytes(of: $0) + $1 }, calls: code.structure.calls,
      rule: rewriter.stackRule)
  }

  /// The instructions of an insertion with registers for it, saved where they must be. Nil when there is no room.
  mutating func instructions(of insertion: Insertion, _ place: EditPlace, at index: Int) -> [Instruction]? {
    guard insertion.scratch > 0 else { return insertion.instructions([]) }
    let (live, initialized) = state(place, at: index)
    let free = RegisterSet.writable.subtracting(live).subtracting(insertion.named)
    var registers = Array(Self.order.filter(free.contains).prefix(insertion.scratch))
    let missing = insertion.scratch - registers.count
    guard missing > 0 else { return insertion.instructions(registers) }
    let savable = live.intersection(initialized).subtracting(insertion.named)
    // Of those that are read later, R6 to R9 first: what a call is given stays in place.
    let saved = Array(Self.order.reversed().filter(savable.contains).prefix(missing))
    guard saved.count == missing else {
      skipped.append(SkippedInsertion(place: place, reason: .noRegister))
      return nil
    }
    let function = code.function(ofInstruction: index)
    guard savesRegisters, room.take(8 * missing, in: function) else {
      skipped.append(SkippedInsertion(place: place, reason: .noStack))
      return nil
    }
    spills += 1
    registers += saved
    let base = code.frameBytes(of: function) + reserved[function]
    let places = saved.enumerated().map { (register: $1, offset: Int16(clamping: -(base + 8 * ($0 + 1)))) }
    return places.map { .store(.doubleWord, base: 10, offset: $0.offset, .register($0.register)) }
      + insertion.instructions(registers)
      + places.map { .load(.doubleWord, $0.register, base: 10, offset: $0.offset) }
  }

  /// What is read later where an insertion stands, and what may be saved there.
  private func state(_ place: EditPlace, at index: Int) -> (live: RegisterSet, initialized: RegisterSet) {
    switch place {
    case .before: return (live[index], initialized[index])
    case .entry(let function):
      // Whatever the function makes of its arguments, an insertion may come to need them.
      return (live[index].union([1, 2, 3, 4, 5]), function == 0 ? [1] : [])
    case .after:
      let next = index + 1
      return next < live.count ? (live[next], initialized[next]) : ([], [])
    case .taken:
      guard let target = targets[index] else { return (.writable, []) }
      return (live[target], initialized[target])
    case .instead:
      let kind = code.instructions[index].kind
      let written = RegisterSet(writtenBy: kind)
      var all = live[index].union(written)
      if code.instructions[index].fallsThrough, index + 1 < live.count { all = all.union(live[index + 1]) }
      if let target = targets[index] { all = all.union(live[target]) }
      let used = written.union(RegisterSet(readBy: kind)).union(RegisterSet(clobberedBy: kind))
      return (all, initialized[index].subtracting(used))
    }
  }
}
