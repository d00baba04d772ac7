import BPF

extension Trace {
  /// Where register `register`, as step `step` finds it, got its value.
  public func definition(of register: Int, before step: Int) -> ValueDefinition {
    guard steps.indices.contains(step), let number = UInt8(exactly: register) else { return .missing(step: step) }
    let frame = steps[step].frame
    if number == 10 { return .entry }
    var exit: Int?
    var index = step
    while true {
      guard steps[index].isContinuous || isUntouched(number, acrossGapBefore: index, frame: frame) else {
        return .missing(step: index)
      }
      guard index > 0 else { return .entry }
      index -= 1
      let candidate = steps[index]
      if candidate.frame > frame {
        if exit == nil, candidate.instruction?.kind == .exit, candidate.frame == frame + 1 { exit = index }
        continue
      }
      if candidate.frame < frame { return enteredBy(index, number) }
      guard let kind = candidate.instruction?.kind else {
        // Text that is not read may write anything.
        return .missing(step: index)
      }
      if kind.clobbers(number) { return .clobbered(step: index) }
      if kind.writes(number) {
        if case .call(.local) = kind, let exit { return .returned(call: index, exit: exit) }
        return .instruction(step: index)
      }
    }
  }

  /// Where the `size` bytes of stack at `offset` of the frame that step `step` is in got their value: the newest step that
  /// wrote any of them.
  public func definition(ofSlot offset: Int, size: Int, frame: Int, before step: Int) -> ValueDefinition {
    guard steps.indices.contains(step), frame <= steps[step].frame else { return .missing(step: step) }
    let wanted = StackRange(frame: frame, offset: offset, size: size)
    var index = step
    while true {
      guard steps[index].isContinuous else { return .missing(step: index) }
      guard index > 0 else { return .entry }
      index -= 1
      let candidate = steps[index]
      if candidate.frame < frame { return .entry }
      guard let kind = candidate.instruction?.kind else { return .missing(step: index) }
      if let place = kind.writtenPlace {
        switch stackRange(place.base, offset: place.offset, size: place.size, before: index) {
        case .known(let range) where range.overlaps(wanted): return .instruction(step: index)
        case .somewhere(let frame) where frame == wanted.frame: return .perhaps(step: index)
        default: break
        }
      } else if case .call = kind {
        switch effect(ofCall: index, on: wanted) {
        case .writes: return .instruction(step: index)
        case .mayWrite: return .perhaps(step: index)
        case .none: break
        }
      }
    }
  }

  /// The way that the value of register `register`, as step `step` finds it, has come.
  public func origin(of register: Int, before step: Int) -> ValueOrigin {
    var origin = ValueOrigin(links: [], definition: .missing(step: step), register: register, isCut: false)
    var at = step
    var current = register
    // A value that is handed on more often than any program does is not followed further.
    for _ in 0..<256 {
      origin.register = current
      origin.definition = definition(of: current, before: at)
      guard let next = hop(&origin, current: current) else { return origin }
      (at, current) = next
    }
    origin.isCut = true
    return origin
  }

  /// The conditional jumps that compared the value of register `register`, as step `step` finds it, anywhere on its way
  /// through copies, spills and arguments; newest first. Other copies of the value may have been compared too.
  public func comparisons(of register: Int, before step: Int) -> [Int] {
    let origin = origin(of: register, before: step)
    var found: [Int] = []
    var last = step
    var current: Int? = register
    for link in origin.links {
      collect(current, from: link.step, to: last, into: &found)
      last = link.step
      current = link.register
    }
    switch origin.definition {
    case .instruction(let first), .clobbered(let first), .perhaps(let first), .missing(let first),
      .argument(let first), .callbackArgument(let first), .returned(let first, _):
      collect(current, from: first, to: last, into: &found)
    case .entry: collect(current, from: -1, to: last, into: &found)
    }
    return found
  }

  /// The stack bytes that step `step` reads or writes, when its address is the stack and its offset one number.
  public func stackAccess(at step: Int) -> StackRange? {
    guard steps.indices.contains(step), let kind = steps[step].instruction?.kind else { return nil }
    let place: (base: UInt8, offset: Int, size: Int)
    if case .load(let size, _, _, let base, let offset) = kind {
      place = (base, Int(offset), size.bytes)
    } else if case .atomic(.loadAcquire, let size, let base, let offset, _) = kind {
      place = (base, Int(offset), size.bytes)
    } else if let written = kind.writtenPlace {
      place = written
    } else {
      return nil
    }
    guard case .known(let range) = stackRange(place.base, offset: place.offset, size: place.size, before: step) else {
      return nil
    }
    return range
  }

  // MARK: Hops

  /// Follows one hop back from the origin's definition; nil where the value was made.
  private func hop(_ origin: inout ValueOrigin, current: Int) -> (step: Int, register: Int)? {
    switch origin.definition {
    case .argument(let call):
      origin.links.append(ValueLink(step: call, register: current, kind: .argument))
      return (call, current)
    case .returned(_, let exit):
      origin.links.append(ValueLink(step: exit, register: 0, kind: .result))
      return (exit, 0)
    case .instruction(let step): return hop(&origin, at: step)
    case .callbackArgument, .clobbered, .perhaps, .entry, .missing: return nil
    }
  }

  private func hop(_ origin: inout ValueOrigin, at step: Int) -> (step: Int, register: Int)? {
    let kind: ValueLink.Kind
    let register: Int
    switch steps[step].instruction?.kind {
    case .move(let width, _, .register(let source)):
      kind = width == .bits64 ? .copy : .truncation
      register = Int(source)
    case .moveSignExtended(_, _, let source, let bits):
      kind = .signExtension(bits: bits)
      register = Int(source)
    case .castAddressSpace(_, let source, _, _):
      kind = .copy
      register = Int(source)
    case .load(_, false, _, _, _): return fill(&origin, at: step)
    default: return nil
    }
    origin.links.append(ValueLink(step: step, register: register, kind: kind))
    return (step, register)
  }

  /// A load from the stack: goes on at the store, when that is of a register and of the very same bytes.
  private func fill(_ origin: inout ValueOrigin, at step: Int) -> (step: Int, register: Int)? {
    guard let range = stackAccess(at: step) else { return nil }
    let definition = definition(ofSlot: range.offset, size: range.size, frame: range.frame, before: step)
    origin.links.append(
      ValueLink(step: step, register: nil, kind: .fill(offset: range.offset, frame: range.frame)))
    origin.definition = definition
    origin.register = nil
    guard case .instruction(let store) = definition, stackAccess(at: store) == range,
      case .store(_, _, _, .register(let source)) = steps[store].instruction?.kind
    else { return nil }
    origin.links.append(
      ValueLink(step: store, register: Int(source), kind: .spill(offset: range.offset, frame: range.frame)))
    return (store, Int(source))
  }

  private func enteredBy(_ call: Int, _ number: UInt8) -> ValueDefinition {
    guard (1...5).contains(number), case .call(let callee) = steps[call].instruction?.kind else { return .entry }
    if case .local = callee { return .argument(call: call) }
    return .callbackArgument(call: call)
  }

  private func collect(_ register: Int?, from first: Int, to last: Int, into found: inout [Int]) {
    guard let register, let number = UInt8(exactly: register), steps.indices.contains(last) else { return }
    let low = max(0, first + 1)
    guard low < last else { return }
    let frame = steps[last].frame
    for index in (low..<last).reversed() where steps[index].frame == frame {
      if let kind = steps[index].instruction?.kind, case .branch = kind, kind.reads(number) { found.append(index) }
    }
  }

  // MARK: Stack

  private enum StackAddress {
    /// These bytes.
    case known(StackRange)
    /// Somewhere in the frame.
    case somewhere(frame: Int)
    /// Not the stack, or not known to be.
    case elsewhere
  }

  private func stackRange(_ base: UInt8, offset: Int, size: Int, before step: Int) -> StackAddress {
    let own = steps[step].frame
    if base == 10 { return .known(StackRange(frame: own, offset: offset, size: size)) }
    guard let state = register(Int(base), before: step), state.kind == .framePointer else { return .elsewhere }
    let frame = state.frame ?? frame(ofPointer: base, before: step)
    guard !state.hasVariableOffset, let top = Int(exactly: state.offset) else { return .somewhere(frame: frame) }
    return .known(StackRange(frame: frame, offset: top &+ offset, size: size))
  }

  /// The frame that a pointer to the stack leads to, where its state has no number: kernels before 6.3 print none, be it
  /// a caller's or the own frame. A pointer that a caller handed over leads to where the caller's did.
  private func frame(ofPointer base: UInt8, before step: Int) -> Int {
    let own = steps[step].frame
    guard own > 0 else { return own }
    var (register, step) = (Int(base), step)
    for _ in 0..<Self.mostPointerHops {
      switch definition(of: register, before: step) {
      case .entry where register == 10: return steps[step].frame
      case .argument(let call): step = call
      case .instruction(let made):
        switch steps[made].instruction?.kind {
        case .move(.bits64, _, .register(let source)): register = Int(source)
        case .arithmetic(_, .bits64, let destination, _): register = Int(destination)
        default: return own
        }
        step = made
      default: return own
      }
      if let frame = self.register(register, before: step)?.frame { return frame }
    }
    return own
  }

  /// Hops of a pointer to the stack that are followed back to the frame it is from: three or so for each call.
  private static let mostPointerHops = 32

  private enum CallEffect {
    case writes, mayWrite, none
  }

  /// What the call of step `index` does to `wanted`. From 5.18 the log shows the slots that a call writes. Before, it shows
  /// all there is, changed or not, and nothing where it is short: then a pointer among the arguments has to do.
  private func effect(ofCall index: Int, on wanted: StackRange) -> CallEffect {
    let changes = steps[index].changes.filter { $0.frame == wanted.frame }
    let before = index > 0 ? steps[index - 1].changes.last { $0.frame == wanted.frame } : nil
    var isKept = false
    for change in changes {
      let stack = change.state.stack
      // No call works on the frame's own register: where it stands, everything does.
      let isAll = change.isWhole || change.mentions(register: 10)
      for slot in wanted.slots where change.mentions(slot: slot) {
        // A register that is still spilled there, whatever has become of it, was not written over: calls leave bytes.
        if stack[slot]?.value != nil {
          isKept = true
        } else if !isAll || stack[slot]?.bytes != before?.state.stack[slot]?.bytes {
          return .writes
        }
      }
    }
    // A state of another frame is a callback's: it says nothing of what the call has written.
    let isSilent =
      changes.isEmpty
      ? steps[index].changes.isEmpty : changes.allSatisfy { $0.isWhole || $0.mentions(register: 10) }
    guard !isKept, isSilent, index < steps.count - 1 else { return .none }
    for argument in UInt8(1)...5 {
      switch stackRange(argument, offset: 0, size: 1, before: index) {
      case .known(let range) where range.frame == wanted.frame && range.offset < wanted.offset &+ wanted.size:
        return .mayWrite
      case .somewhere(let frame) where frame == wanted.frame: return .mayWrite
      default: continue
      }
    }
    return .none
  }
}
