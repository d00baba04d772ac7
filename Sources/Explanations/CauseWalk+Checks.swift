import BPF
import BPFObject
import VerifierLog

/// The checks of a value, and those that look like checks of it and are not.
extension CauseWalk {
  /// The conditional jumps that compared the value: on its own way, or a copy of it that the verifier links to it by an
  /// id. Newest first.
  func checks(of register: Int, before step: Int, _ origin: ValueOrigin) -> [Int] {
    let own = trace.comparisons(of: register, before: step)
    guard let id = trace.register(register, before: step)?.id, id != 0 else { return own }
    let made: Int
    switch origin.definition {
    case .instruction(let step), .returned(let step, _): made = step
    default: return own
    }
    let linked = (made..<step).reversed().filter { index in
      guard !own.contains(index), trace.steps[index].frame == trace.steps[step].frame,
        case .branch(_, _, let left, let operand, _)? = trace.steps[index].instruction?.kind
      else { return false }
      var compared = [Int(left)]
      if case .register(let right) = operand { compared.append(Int(right)) }
      return compared.contains { trace.register($0, before: index)?.id == id }
    }
    return (own + linked).sorted(by: >)
  }

  /// What a comparison leaves of the value.
  func comparison(_ step: Int, _ name: String) -> StoryEvent? {
    guard case .branch(_, let width, let left, let operand, _) = trace.steps[step].instruction?.kind else { return nil }
    guard let before = trace.register(Int(left), before: step) else { return nil }
    // Where a lookup cannot fail, kernels from 6.14 on know it, and a check is one all the same.
    if before.mayBeNull || before.kind != .scalar && operand == .immediate(0) {
      return StoryEvent(step: step, label: "\(name) is checked for NULL here", weight: .context)
    }
    if case .register(let right) = operand, let other = trace.register(Int(right), before: step),
      other.kind == .packetEnd || before.kind == .packetEnd
    {
      return nil
    }
    guard let after = trace.register(Int(left), after: step), after.kind == .scalar else { return nil }
    let range = ValueWords.range(after.range)
    let low = width == .bits32 && after.range.unsignedMaximum > UInt64(UInt32.max)
    let label =
      low
      ? "this check looks at the low 32 bits of \(name) only: as a whole it is \(range)"
      : "this check leaves \(name) \(range)"
    return StoryEvent(step: step, label: label, weight: .checked)
  }

  /// The newest comparison with the packet's end, and what it proves.
  func provenBytes(before last: Int) -> StoryEvent? {
    for step in (0..<last).reversed() {
      guard case .branch(_, _, let left, .register(let right), _) = trace.steps[step].instruction?.kind else {
        continue
      }
      let sides = [Int(left), Int(right)].map { trace.register($0, before: step) }
      guard sides.contains(where: { $0?.kind == .packetEnd }),
        let bytes = [Int(left), Int(right)].compactMap({ trace.register($0, after: step)?.packetRange }).max(),
        bytes > 0
      else { continue }
      return StoryEvent(step: step, label: "this check proves \(bytes) bytes", weight: .checked)
    }
    return nil
  }

  /// A check of an earlier read of the same memory, or of an earlier call's result: the value that was refused is
  /// another. Tells the check and the second read.
  func checkOfAnotherRead(of register: Int, before step: Int) -> [StoryEvent] {
    let origin = trace.origin(of: register, before: step)
    guard case .instruction(let made) = origin.definition, let kind = trace.steps[made].instruction?.kind else {
      return []
    }
    let name = rejection.name(of: register, before: step).map { "`\($0)`" } ?? "the value"
    for earlier in (0..<made).reversed() where isTwin(earlier, of: made, kind) {
      guard let check = check(ofResultOf: earlier, before: step) else { continue }
      let what = if case .call = kind { "an earlier call's result" } else { "an earlier read of the same place" }
      let again =
        if case .call = kind { "called again here: its result is another" } else {
          "\(name) is read again here: it may have changed, and the check does not hold for it"
        }
      return [
        StoryEvent(step: check, label: "this check looks at \(what)", weight: .checked),
        StoryEvent(step: made, label: again, weight: .lost),
      ]
    }
    return []
  }

  /// Whether step `earlier` reads the same place, or calls the same function with the same map, as step `made`.
  private func isTwin(_ earlier: Int, of made: Int, _ kind: InstructionKind) -> Bool {
    guard trace.steps[earlier].frame == trace.steps[made].frame else { return false }
    switch (trace.steps[earlier].instruction?.kind, kind) {
    case (.load(let size, _, _, let base, let offset)?, .load(let wanted, _, _, let from, let place)):
      guard size == wanted, offset == place, base != 10, from != 10 else { return false }
      let one = trace.origin(of: Int(base), before: earlier)
      let other = trace.origin(of: Int(from), before: made)
      return one.definition == other.definition && one.register == other.register
    case (.call?, .call):
      guard let callee = trace.steps[made].callee, callee == trace.steps[earlier].callee else { return false }
      guard let map = rejection.mapName(of: 1, before: made) ?? trace.register(1, before: made)?.map else {
        return false
      }
      return (rejection.mapName(of: 1, before: earlier) ?? trace.register(1, before: earlier)?.map) == map
    default: return false
    }
  }

  /// The first conditional jump that compares what step `made` made, before step `end`.
  private func check(ofResultOf made: Int, before end: Int) -> Int? {
    (made + 1..<max(made + 1, end)).first { index in
      guard case .branch(_, _, let left, let operand, _)? = trace.steps[index].instruction?.kind else { return false }
      var compared = [Int(left)]
      if case .register(let right) = operand { compared.append(Int(right)) }
      return compared.contains { trace.origin(of: $0, before: index).definition == .instruction(step: made) }
    }
  }

  /// A comparison of the refused pointer that the program makes only after using it: the first within a few
  /// instructions, straight on, that is about the register or a copy of it.
  func lateCheck(of register: Int, at step: Int) -> StoryEvent? {
    guard let program = rejection.program, let number = UInt8(exactly: register), number < 10,
      trace.register(register, before: step)?.kind != .scalar,
      let first = program.slots.instruction(atSlot: trace.steps[step].slot)
    else { return nil }
    var copies: Set<UInt8> = [number]
    for index in (first + 1)..<min(program.instructions.count, first + 48) {
      let kind = program.instructions[index].kind
      switch kind {
      case .branch(_, _, let left, let operand, _):
        var compared = [left]
        if case .register(let right) = operand { compared.append(right) }
        guard compared.contains(where: copies.contains) else { continue }
        // A loop's condition at its end is for the next round.
        if program.instructions[index].jumpDistance ?? 0 < 0 { return nil }
        let slot = program.slots.slot(ofInstruction: index)
        return StoryEvent(
          step: step, laterSlot: slot, label: "this check comes after the use: it has to come before", weight: .lost)
      case .move(.bits64, let destination, .register(let source)) where copies.contains(source):
        copies.insert(destination)
      case .arithmetic(.add, .bits64, let destination, _) where copies.contains(destination): break
      case .jump, .exit: return nil
      default: copies = copies.filter { !kind.writes($0) && !kind.clobbers($0) }
      }
      if copies.isEmpty { return nil }
    }
    return nil
  }
}
