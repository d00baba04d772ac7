import Analysis
import BPF
import BPFObject
import Findings
import VerifierLog

/// What pages about memory ask.
extension Rejection {
  /// The register that the failing access goes through: a load's, store's or atomic's address. Nil for other steps.
  var addressRegister: Int? {
    guard let step = failingStep else { return nil }
    switch trace.steps[step].instruction?.kind {
    case .load(_, _, _, let base, _), .store(_, let base, _, _), .atomic(_, _, let base, _, _): return Int(base)
    default: return nil
    }
  }

  /// The constant offset and the size of the failing load, store or atomic; nil for other steps.
  var addressedBytes: (offset: Int, size: Int)? {
    guard let step = failingStep else { return nil }
    switch trace.steps[step].instruction?.kind {
    case .load(let size, _, _, _, let offset), .store(let size, _, let offset, _),
      .atomic(_, let size, _, let offset, _):
      return (Int(offset), size.bytes)
    default: return nil
    }
  }

  /// Whether the failing step is a call; false without a path.
  var failsInCall: Bool {
    guard let step = failingStep, case .call? = trace.steps[step].instruction?.kind else { return false }
    return true
  }

  /// Whether the failing step writes memory; nil where it neither reads nor writes, or there is no path.
  var failingWrites: Bool? {
    guard let step = failingStep else { return nil }
    return switch trace.steps[step].instruction?.kind {
    case .store, .atomic: true
    case .load: false
    default: nil
    }
  }

  /// What the log last said of `register` before the failing step, whatever the failing message calls it. Kernels before
  /// 6.8 do not name maps: there the object does.
  func lastState(of register: Int) -> RegisterState? {
    guard let step = failingStep, var state = trace.register(register, before: step) else { return nil }
    if state.map == nil, state.kind == .mapValue || state.kind == .mapPointer {
      state.map = mapName(of: register, before: step)
    }
    return state
  }

  /// What step `step`, a call, returns, with its map's name where the log does not tell it and the object does.
  func named(_ state: RegisterState, madeBy step: Int) -> RegisterState {
    guard state.map == nil, state.kind == .mapValue else { return state }
    var state = state
    state.map = mapName(of: 1, before: step)
    return state
  }

  /// The map, by the object's name, that `register` leads to or into as step `step` finds it: as the path loaded it, moved
  /// it or looked something up in it. Nil where the path does not show that, and without the object.
  func mapName(of register: Int, before step: Int) -> String? {
    guard let object, let program else { return nil }
    var (register, step) = (register, step)
    for _ in 0..<16 {
      guard case .instruction(let made) = trace.origin(of: register, before: step).definition else { return nil }
      switch trace.steps[made].instruction?.kind {
      case .loadImmediate:
        switch program.reference(atSlot: trace.steps[made].slot) {
        case .map(let index), .variable(let index, _):
          return object.maps.indices.contains(index) ? object.maps[index].name : nil
        default: return nil
        }
      case .arithmetic(_, _, let destination, let operand):
        register = Int(destination)
        if case .register(let source) = operand, trace.register(Int(destination), before: made)?.kind == .scalar {
          register = Int(source)
        }
      // What a map of maps gives is another map, which has no name here.
      case .call where trace.register(register, before: step)?.kind == .mapValue: register = 1
      default: return nil
      }
      step = made
    }
    return nil
  }

  /// The member or the variable that the failing access is about, in backquotes: `` `tcp->syn` ``; nil where the source
  /// does not tell.
  func accessed(through register: Int?) -> String? {
    if let member = accessedMember { return "`\(member)`" }
    return register.flatMap { name(of: $0) }.map { "`\($0)`" }
  }

  /// The source text of `argument` (1 to 5) of the failing call, in backquotes.
  func quotedArgument(_ argument: Int) -> String? { argumentText(argument).map { "`\($0)`" } }

  /// What the failing call calls, or `the helper`.
  var calleeName: String { refusedCall?.callee ?? "the helper" }

  /// The number that moved the pointer in `register`, as the failing step finds it: of several the one that reaches
  /// furthest; nil when only constants did. In a loop that the verifier walks round by round, a variable has one value in
  /// each: that counts where nothing else moved the pointer.
  func index(of register: Int) -> RefusedIndex? {
    guard let failing = failingStep else { return nil }
    var (register, before) = (register, failing)
    var counted: RefusedIndex?
    var moves: [(number: Int, state: RegisterState, step: Int)] = []
    walk: for _ in 0..<16 {
      let origin = trace.origin(of: register, before: before)
      guard case .instruction(let step) = origin.definition,
        case .arithmetic(_, _, let destination, let operand)? = trace.steps[step].instruction?.kind
      else { break }
      guard case .register(let source) = operand else {
        (register, before) = (Int(destination), step)
        continue
      }
      let sides = [Int(source), Int(destination)]
      guard let number = sides.first(where: { trace.register($0, before: step)?.kind == .scalar }),
        let state = trace.register(number, before: step)
      else { break }
      if state.range.constant == nil {
        moves.append((number, state, step))
      } else if counted == nil, !isWrittenConstant(number, before: step) {
        counted = index(number, state, movedAt: step, isAlone: true)
      }
      guard let pointer = sides.first(where: { $0 != number }) else { break walk }
      (register, before) = (pointer, step)
    }
    guard let furthest = moves.map(\.state.range.unsignedMaximum).max(),
      let move = moves.first(where: { $0.state.range.unsignedMaximum == furthest })
    else { return counted }
    return index(move.number, move.state, movedAt: move.step, isAlone: moves.count == 1)
  }

  /// Whether a number is one that an instruction sets: a member's offset that CO-RE put there, not a variable's value.
  private func isWrittenConstant(_ register: Int, before step: Int) -> Bool {
    guard case .instruction(let made) = trace.origin(of: register, before: step).definition else { return false }
    if case .move(_, _, .immediate)? = trace.steps[made].instruction?.kind { return true }
    return false
  }

  /// The variable whose value, one number on this path, led to the place that was refused; nil where the place is the
  /// same on every path.
  func steppedIndex(of register: Int?) -> RefusedIndex? {
    guard let index = register.flatMap({ index(of: $0) }), index.range.constant ?? -1 >= 0 else { return nil }
    return index
  }

  /// Whether a loop moved the pointer in `register` on by constants, from round to round, to where it was refused; and the
  /// branch that began the last round. Nil where the failing instruction is walked for the first time, or the pointer is
  /// where it was.
  func steppedPointer(of register: Int?) -> (step: Int, branch: Int)? {
    guard let register, let failing = failingStep, let now = trace.register(register, before: failing),
      let (earlier, branch) = roundBefore(failing),
      let then = trace.register(register, before: earlier), then.kind == now.kind, then.map == now.map,
      !now.hasVariableOffset, then.offset < now.offset
    else { return nil }
    return (earlier, branch)
  }

  /// The step before `failing` that walked the same instruction of the same call, and the newest branch between them:
  /// that of a loop's head where there is one.
  private func roundBefore(_ failing: Int) -> (step: Int, branch: Int)? {
    let frame = trace.steps[failing].frame
    var branches: [Int] = []
    for step in (0..<failing).reversed() {
      guard trace.steps[step].frame >= frame else { return nil }
      guard trace.steps[step].frame == frame else { continue }
      if case .branch? = trace.steps[step].instruction?.kind { branches.append(step) }
      guard trace.steps[step].slot == trace.steps[failing].slot else { continue }
      let head = branches.first { text(of: $0).map(LoopSource.isHead) ?? false }
      return (head ?? branches.first).map { (step, $0) }
    }
    return nil
  }

  private func index(_ number: Int, _ state: RegisterState, movedAt moved: Int, isAlone: Bool) -> RefusedIndex {
    var (register, before, scale, range) = (number, moved, 1, state.range)
    // The element's size is multiplied in last.
    scaling: for _ in 0..<4 {
      let origin = trace.origin(of: register, before: before)
      guard case .instruction(let step) = origin.definition,
        case .arithmetic(let operation, _, let destination, .immediate(let value))? = trace.steps[step].instruction?
          .kind,
        let unscaled = trace.register(Int(destination), before: step), unscaled.kind == .scalar
      else { break }
      switch operation {
      case .shiftLeft where (0..<12).contains(value): scale <<= Int(value)
      case .multiply where value > 0 && value < 1 << 16: scale *= Int(value)
      default: break scaling
      }
      (register, before, range) = (Int(destination), step, unscaled.range)
      if scale > 1 << 16 { break }
    }
    let failing = failingStep ?? moved
    // With several numbers, the line does not tell which one this is.
    let written =
      isAlone
      ? text(of: failing).flatMap(SourceNames.onlySubscript) ?? text(of: moved).flatMap(SourceNames.onlySubscript) : nil
    let pointer = trace.steps[moved].instruction.flatMap { instruction -> Int? in
      guard case .arithmetic(_, _, let destination, .register(let source)) = instruction.kind else { return nil }
      return Int(destination) == number ? Int(source) : Int(destination)
    }
    return RefusedIndex(
      name: written ?? globalName(register, before: before) ?? name(of: register, before: before)
        ?? nameByText(register, before: before, movedAt: moved),
      range: range, scale: scale, moved: moved, isAlone: isAlone,
      base: pointer.flatMap { trace.register($0, before: moved) }, note: unboundedNote(register, before: before),
      isUnchecked: !CauseWalk(self).events(of: number, before: moved).contains { $0.weight == .checked })
  }

  /// The variable that the line which made the value assigns; a line that also moves the pointer assigns the pointer.
  private func nameByText(_ register: Int, before step: Int, movedAt moved: Int) -> String? {
    let origin = trace.origin(of: register, before: step)
    switch origin.definition {
    case .instruction(let made), .returned(let made, _):
      guard let line = text(of: made), line != text(of: moved) else { return nil }
      return SourceNames.assigned(by: line)
    default: return nil
    }
  }

  /// The global variable that the value was read from, as the object has it.
  private func globalName(_ register: Int, before step: Int) -> String? {
    guard case .instruction(let made) = trace.origin(of: register, before: step).definition,
      case .load(_, _, _, let base, let offset)? = trace.steps[made].instruction?.kind,
      let from = trace.register(Int(base), before: made)
    else { return nil }
    return globalVariable(at: from, plus: Int(offset))?.name
  }

  /// The global variable that a pointer into a section's map leads to; nil for other maps, and without the object.
  func globalVariable(at pointer: RegisterState, plus offset: Int) -> GlobalVariable? {
    pointer.hasVariableOffset ? nil : globalVariable(below: pointer, plus: offset)
  }

  /// The same for a pointer that a variable moved: where it was before.
  func globalVariable(below pointer: RegisterState, plus offset: Int) -> GlobalVariable? {
    guard pointer.kind == .mapValue, let map = pointer.map, let dot = map.firstIndex(of: "."),
      let base = Int(exactly: pointer.offset), case let place = base.addingReportingOverflow(offset), !place.overflow
    else { return nil }
    // The map is named for the object and the section, and cut at 15 letters.
    return object?.variables.first { variable in
      variable.section.hasPrefix(map[dot...]) && variable.offset <= place.partialValue
        && place.partialValue - variable.offset < variable.size
    }
  }

  /// What the author calls the pointer in `register`: as `name(of:)`, else the one pointer that the failing line follows.
  func pointerName(_ register: Int) -> String? {
    name(of: register) ?? failingStep.flatMap { text(of: $0) }.flatMap(SourceNames.onlyDereferenced)
  }

  /// The line that declares a member of a struct of the program's own.
  func memberDeclaration(_ member: String, of structure: String, _ label: String) -> LabelledSpan? {
    for (_, outline) in sources.sorted(by: { $0.key < $1.key }) {
      guard let declaration = outline.type(named: structure) else { continue }
      let line = declaration.lines.first { line in
        outline.text(ofLine: line).map { SourceNames.declares(member, in: $0) } ?? false
      }
      return line.map { outline.span(ofLine: $0, label, at: member) }
    }
    return nil
  }

  /// A story of the events that `CauseWalk` finds of `register` and of some more, which replace those on their lines.
  func story(of register: Int?, and more: [StoryEvent], besides primary: LabelledSpan) -> [LabelledSpan] {
    let own = Set(more.map(\.step))
    let walked = register.map { CauseWalk(self).events(of: $0) } ?? []
    return Story(self).spans(walked.filter { !own.contains($0.step) } + more, besides: primary)
  }
}
