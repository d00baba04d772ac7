import BPF
import BPFObject
import BTF
import KernelFacts

/// Walks the paths of a program, one after the other.
struct PathWalker {
  /// Where a path goes on.
  private struct Waiting {
    var state: WalkState
    var block: Int
    var trail: Int?
    var way: Int?
  }

  /// One of the two ways behind a branch of which a verifier may know more: it takes at least one of them. What is
  /// refused on both is refused.
  private struct Way {
    /// The other one.
    var twin: Int
    /// The way that the branch itself is on; nil where a verifier comes to it for certain.
    var outer: Int?
    /// Where both part.
    var trail: Int?
    var fault: WalkFault?
  }

  /// A block that a path has come through, and the one before.
  private struct Trail {
    var mark: Mark
    var before: Int?
  }

  private struct Mark: Hashable {
    var block: Int
    var state: Int
  }

  /// A kind of fault at an instruction.
  struct Place: Hashable {
    var slot: Int
    var kind: WalkFault.Kind
  }

  let program: Program
  let structure: ProgramStructure
  let object: ObjectFile
  let references: [Int: Reference.Target]
  /// Slots that the loader rewrites by the kernel's types.
  let relocated: Set<Int>
  private let callees: [Int: Int]
  var faults: [Place: WalkFault] = [:]

  /// The function that is walked by itself: the program's, a global one or a callback.
  private var entries: [Int]
  private var waiting: [Waiting] = []
  private var again: [Waiting] = []
  private var either: [Waiting] = []
  private var trails: [Trail] = []
  private var ways: [Way] = []
  /// How the path that is walked has come, and the way that it is on.
  private var trail: Int?
  private var way: Int?
  /// Places with states from which every path that a verifier may choose is refused.
  private var refused: [Mark: WalkFault] = [:]
  private var seen: [[Int: Set<Int>]]
  private var steps: Int
  /// Values of maps may hold pointers that a verifier knows.
  let hasKernelPointers: Bool

  /// Tags of pointer members of map values.
  private static let pointerTags = ["kptr", "kptr_ref", "kptr_untrusted", "percpu_kptr", "uptr"]
  /// States in which a block is entered at most.
  private static let statesEach = 12

  init(_ program: Program, _ structure: ProgramStructure, of object: ObjectFile) {
    self.program = program
    self.structure = structure
    self.object = object
    references = Dictionary(
      program.references.map { ($0.slot, $0.target) }, uniquingKeysWith: { first, _ in first })
    relocated = Set(program.coreRelocations.map(\.slot))
    entries = [0]
    seen = [[Int: Set<Int>]](repeating: [:], count: structure.functions.count)
    steps = min(4_000 + program.instructions.count * 4, 200_000)
    hasKernelPointers = Self.pointerTags.contains { !(object.types?.types(named: $0, kind: .typeTag) ?? []).isEmpty }
    callees = Dictionary(
      structure.calls.sites.filter { $0.kind == .call }.map { ($0.slot, $0.callee) },
      uniquingKeysWith: { first, _ in first })
  }

  mutating func run() {
    var done: Set<Int> = []
    while let entry = entries.popLast() {
      guard done.insert(entry).inserted, structure.functions.indices.contains(entry),
        !structure.functions[entry].graph.blocks.isEmpty
      else { continue }
      var frame = WalkState.Frame(function: entry)
      frame.registers[10] = WalkValue(kind: .frame(0))
      if entry == 0, program.match?.programType != .ext {
        frame.registers[1] = WalkValue(kind: .context)
      } else {
        // A global function and a callback are given what their types say.
        for register in 1...5 { frame.registers[register] = .anything }
      }
      waiting.append(Waiting(state: WalkState(frames: [frame]), block: 0))
      while steps > 0, let next = next() { walk(next) }
      waiting = []
      again = []
      either = []
    }
  }

  /// Blocks that nothing has come to yet go first, and ways of which a verifier may take only the other come last.
  private mutating func next() -> Waiting? {
    while let candidate = waiting.popLast() {
      let function = candidate.state.frames[candidate.state.depth].function
      if seen[function][candidate.block] == nil || again.isEmpty { return candidate }
      again.append(candidate)
    }
    if let candidate = again.popLast() { return candidate }
    while let candidate = either.popLast() {
      if let way = candidate.way, !isDecided(way) { return candidate }
    }
    return nil
  }

  /// Whether nothing that is found on a way changes what is known: it is refused already, or its twin, which was walked
  /// before, is not.
  private func isDecided(_ way: Int) -> Bool {
    var next: Int? = way
    while let number = next {
      if ways[number].fault != nil || (ways[number].twin < number && ways[ways[number].twin].fault == nil) {
        return true
      }
      next = ways[number].outer
    }
    return false
  }

  mutating func add(entry function: Int) { entries.append(function) }

  /// A fault ends its path.
  mutating func fault(_ kind: WalkFault.Kind, _ slot: Int, from origin: Int? = nil) {
    // Only old kernels end there: it is certain, or decides nothing.
    if kind == .unsetStack, way != nil { return }
    refuse(WalkFault(kind: kind, slot: slot, origin: origin))
  }

  /// What is refused on a way is refused for certain when its twin is refused too.
  private mutating func refuse(_ fault: WalkFault) {
    var passed = trail
    var next = way
    while let number = next {
      mark(passed, to: ways[number].trail, fault)
      guard ways[number].fault == nil else { return }
      ways[number].fault = fault
      guard ways[ways[number].twin].fault != nil else { return }
      passed = ways[number].trail
      next = ways[number].outer
    }
    if fault.kind != .unsetStack { mark(passed, to: nil, fault) }
    let place = Place(slot: fault.slot, kind: fault.kind)
    if faults[place] == nil { faults[place] = fault }
  }

  private mutating func mark(_ from: Int?, to end: Int?, _ fault: WalkFault) {
    var passed = from
    while let place = passed, passed != end, refused[trails[place].mark] == nil {
      refused[trails[place].mark] = fault
      passed = trails[place].before
    }
  }

  private mutating func enter(_ state: WalkState, block: Int) {
    let next = Waiting(state: state, block: block, trail: trail, way: way)
    if way == nil { waiting.append(next) } else { either.append(next) }
  }

  /// Goes both ways, of which a verifier takes at least one.
  private mutating func part(_ state: WalkState, _ first: Int, _ second: Int) {
    let number = ways.count
    ways.append(Way(twin: number + 1, outer: way, trail: trail))
    ways.append(Way(twin: number, outer: way, trail: trail))
    either.append(Waiting(state: state, block: second, trail: trail, way: number + 1))
    either.append(Waiting(state: state, block: first, trail: trail, way: number))
  }

  private mutating func walk(_ start: Waiting) {
    var (state, block) = (start.state, start.block)
    (trail, way) = (start.trail, start.way)
    while true {
      var function = state.frames[state.depth].function
      var graph = structure.functions[function].graph
      // The same state again on the way: a verifier that sees no change ends it.
      var hasher = Hasher()
      state.hash(into: &hasher)
      let mark = Mark(block: block, state: hasher.finalize())
      let known = seen[function][block]?.count ?? 0
      guard known < (way == nil ? Self.statesEach : Self.statesEach * 2) else { return }
      guard seen[function][block, default: []].insert(mark.state).inserted else {
        if state.isCertain, comes(trail, to: mark) {
          fault(.endless, end(ofRound: block, in: function))
        } else if way != nil, let known = refused[mark] {
          refuse(known)
        }
        return
      }
      trails.append(Trail(mark: mark, before: trail))
      trail = trails.count - 1
      var index = graph.blocks[block].instructions.lowerBound
      var end = graph.blocks[block].instructions.upperBound
      var next: Int?
      while index < end {
        steps -= 1
        guard steps > 0 else { return }
        let slot = program.slots.slots[index]
        switch program.instructions[index].kind {
        case .branch(let condition, let width, let left, let operand, _):
          let ways = branch(condition, width, left, operand, slot, state)
          let edges = graph.blocks[block].successors
          guard let taken = ways.taken else {
            guard let edge = edges.first(where: { $0.kind == .next }) else { return }
            guard let other = ways.other else {
              if let target = edges.first(where: { $0.kind == .taken })?.target {
                part(undecided(state, left, operand), edge.target, target)
              }
              return
            }
            state = other
            next = edge.target
            break
          }
          let target = edges.first { $0.kind == .taken }?.target ?? edges.first?.target
          guard let target else { return }
          if let other = ways.other, let edge = edges.first(where: { $0.kind == .next }) {
            enter(taken, block: target)
            state = other
            next = edge.target
          } else if ways.other == nil {
            state = taken
            next = target
          } else {
            return
          }
        case .call(.local):
          guard let callee = callees[slot] else { return }
          if program.subprograms[callee].isGlobal, callee != 0 {
            add(entry: callee)
            forgetArguments(&state)
            state.forgetPackets()
            state[0] = .anything
            break
          }
          guard state.frames.count < KernelLimits.callFrames, !structure.functions[callee].graph.blocks.isEmpty else {
            return
          }
          var frame = WalkState.Frame(function: callee)
          for register in 1...5 { frame.registers[register] = state.frames[state.depth].registers[register] }
          frame.registers[10] = WalkValue(kind: .frame(state.frames.count))
          for register in UInt8(0)...5 { state[register] = .unset }
          frame.returnIndex = index + 1
          frame.returnBlock = block
          state.frames.append(frame)
          enter(state, block: 0)
          return
        case .exit:
          guard state.depth > 0 else {
            leave(state, slot)
            return
          }
          let frame = state.frames.removeLast()
          let result = frame.registers[0]
          // What pointed into the frame points nowhere now.
          let depth = state.frames.count
          state.change { value in
            if case .frame(depth) = value.kind { value = .anything }
          }
          if case .frame(depth) = result.kind { return }
          state[0] = result
          function = state.frames[state.depth].function
          graph = structure.functions[function].graph
          block = frame.returnBlock
          index = frame.returnIndex
          end = graph.blocks[block].instructions.upperBound
          continue
        case .mayGoto, .unknown: return
        case let kind:
          guard pass(kind, slot, &state) else { return }
        }
        index += 1
      }
      if next == nil {
        let edges = graph.blocks[block].successors
        guard edges.count == 1 else { return }
        next = edges[0].target
      }
      guard let next else { return }
      block = next
      guard !structure.functions[function].graph.blocks[block].instructions.isEmpty else { return }
    }
  }

  /// Whether a path has been at a place before.
  private func comes(_ trail: Int?, to mark: Mark) -> Bool {
    var passed = trail
    for _ in 0..<1_000 {
      guard let place = passed else { return false }
      if trails[place].mark == mark { return true }
      passed = trails[place].before
    }
    return false
  }

  /// The jump back of the loop that a block is in, else the block's first instruction.
  private func end(ofRound block: Int, in function: Int) -> Int {
    let (graph, loops) = (structure.functions[function].graph, structure.functions[function].loops)
    let latch = loops.innermost[block].flatMap { loops.loops[$0].latches.first }
    let index =
      latch.map { graph.blocks[$0].instructions.upperBound - 1 } ?? graph.blocks[block].instructions.lowerBound
    return program.slots.slot(ofInstruction: index)
  }

  /// What a program may not leave behind.
  private mutating func leave(_ state: WalkState, _ slot: Int) {
    if let reference = state.references.min() {
      return fault(.unreleased(atTailCall: false), slot, from: reference)
    }
    if let lock = state.lock { return fault(.lockHeld, slot, from: lock) }
    guard state.frames[0].function == 0 else { return }
    let result = state[0]
    if result.kind == .unset {
      // Operations of a kernel's struct, and what an extension replaces, may return nothing.
      let type = program.match?.programType
      if type != .structOps, type != .ext, type != .lsm { fault(.unsetResult, slot) }
      return
    }
    guard result.kind == .number, !result.range.isVague, let match = program.match,
      let allowed = ReturnRange.allowed(match.programType, match.attachType)
    else { return }
    if result.range.signedLeast < allowed.lowerBound || result.range.signedMost > allowed.upperBound {
      let (least, most) = (result.range.signedLeast, result.range.signedMost)
      fault(.result(least: least, most: most, allowed: allowed), slot, from: result.origin)
    }
  }

  /// What a call that is not followed is given may be changed, or given back.
  func forgetArguments(_ state: inout WalkState) {
    for register in UInt8(1)...5 {
      let value = state[register]
      if case .frame(let depth) = value.kind, state.frames.indices.contains(depth) {
        if value.range.constant == 0 {
          state.frames[depth].stack.forget(from: Int(clamping: value.offset))
        } else {
          state.frames[depth].stack.forgetAll()
        }
      }
      if let reference = value.reference {
        state.references.remove(reference)
        state.change { held in
          if held.reference == reference { held = .anything }
        }
      }
      state[register] = .unset
    }
  }
}
