import BPF

extension Trace {
  /// What the log says that register `number` holds before step `step`, in that step's frame, or what follows from it by
  /// the instructions between; nil when it holds nothing or neither tells.
  public func register(_ number: Int, before step: Int) -> RegisterState? {
    register(number, before: step, hops: Self.mostDerived)
  }

  /// The same, following at most `hops` steps of which only the instruction tells what they do.
  func register(_ number: Int, before step: Int, hops: Int) -> RegisterState? {
    guard steps.indices.contains(step), let wanted = UInt8(exactly: number) else { return nil }
    let frame = steps[step].frame
    if isAfterGap(step), !isUntouched(wanted, acrossGapBefore: step, frame: frame) { return nil }
    return register(number, frame: frame, after: step - 1, hops: hops)
  }

  /// What the log says that register `number` holds after step `step`, in that step's frame; nil when it holds nothing or
  /// the log does not say, as of the failing step.
  public func register(_ number: Int, after step: Int) -> RegisterState? {
    guard steps.indices.contains(step) else { return nil }
    return register(number, frame: steps[step].frame, after: step, hops: Self.mostDerived)
  }

  /// The state of the step's frame before step `step`, as far as the log says.
  public func state(before step: Int) -> VerifierState {
    guard steps.indices.contains(step) else { return VerifierState() }
    if isAfterGap(step) { return VerifierState(frame: steps[step].frame) }
    return state(frame: steps[step].frame, after: step - 1)
  }

  /// The state of the step's frame after step `step`, as far as the log says.
  public func state(after step: Int) -> VerifierState {
    guard steps.indices.contains(step) else { return VerifierState() }
    return state(frame: steps[step].frame, after: step)
  }

  /// Calls `body` with each step and the states of its frame before and after it: all states in one pass.
  public func forEachState(_ body: (_ step: Int, _ before: VerifierState, _ after: VerifierState) -> Void) {
    var replay = StateReplay(entry: entry)
    for index in steps.indices {
      let frame = steps[index].frame
      let before = isAfterGap(index) ? VerifierState(frame: frame) : replay.state(of: frame)
      replay.pass(steps[index], isAfterGap: isAfterGap(index))
      body(index, before, replay.state(of: frame))
    }
  }

  // MARK: Walking back

  /// Whether lines are missing between a step and the one before it. What is printed before the first step holds for it,
  /// whether that is an entry or not.
  private func isAfterGap(_ step: Int) -> Bool { step > 0 && !steps[step].isContinuous }

  private func register(_ number: Int, frame: Int, after last: Int, hops: Int) -> RegisterState? {
    guard let wanted = UInt8(exactly: number) else { return nil }
    var index = last
    while index >= 0 {
      let step = steps[index]
      for change in step.changes.reversed() where change.frame == frame {
        if change.mentions(register: number) { return change.state.registers[number] }
        if change.isWhole { return nil }
      }
      // Not printed: it is what it was, unless this step changed it.
      if step.frame == frame, let kind = step.instruction?.kind {
        if kind.clobbers(wanted) { return nil }
        if kind.writes(wanted) { return step.changes.isEmpty ? derived(wanted, at: index, hops: hops) : nil }
      } else if step.frame < frame || (step.frame == frame && step.instruction == nil) {
        return nil
      }
      if isAfterGap(index), !isUntouched(wanted, acrossGapBefore: index, frame: frame) { return nil }
      index -= 1
    }
    for change in entry.reversed() where change.frame == frame && change.mentions(register: number) {
      return change.state.registers[number]
    }
    return nil
  }

  private func state(frame: Int, after last: Int) -> VerifierState {
    // From the last state that is whole, or the frame's entry.
    var first = last
    while first >= 0 {
      let isWhole = steps[first].changes.contains { $0.isWhole && $0.frame == frame }
      if isWhole || isAfterGap(first) { break }
      first -= 1
    }
    var replay = StateReplay(entry: first < 0 ? entry : [])
    if last >= 0 {
      for index in max(0, first)...last { replay.pass(steps[index], isAfterGap: isAfterGap(index)) }
    }
    return replay.state(of: frame)
  }

  /// Whether register `number` of `frame` is the same on both sides of the lines that are missing before step `index`:
  /// they are rounds of a loop, which walk the same instructions as the round before them, and none of these writes it.
  func isUntouched(_ number: UInt8, acrossGapBefore index: Int, frame: Int) -> Bool {
    guard steps[index].omission?.iterations != nil else { return false }
    let slot = steps[index].slot
    for step in (0..<index).reversed() {
      if steps[step].frame == frame {
        guard let kind = steps[step].instruction?.kind, !kind.writes(number), !kind.clobbers(number) else {
          return false
        }
      }
      if steps[step].slot == slot, steps[step].frame == steps[index].frame { return true }
      if !steps[step].isContinuous { return false }
    }
    return false
  }
}
