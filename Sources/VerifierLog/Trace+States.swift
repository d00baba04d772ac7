import BPF

extension Trace {
  /// What the log says that register `number` holds before step `step`, in that step's frame; nil when it holds nothing or
  /// the log does not say.
  public func register(_ number: Int, before step: Int) -> RegisterState? {
    guard steps.indices.contains(step) else { return nil }
    return register(number, frame: steps[step].frame, after: step - 1)
  }

  /// What the log says that register `number` holds after step `step`, in that step's frame; nil when it holds nothing or
  /// the log does not say, as of the failing step.
  public func register(_ number: Int, after step: Int) -> RegisterState? {
    guard steps.indices.contains(step) else { return nil }
    return register(number, frame: steps[step].frame, after: step)
  }

  /// The state of the step's frame before step `step`, as far as the log says.
  public func state(before step: Int) -> VerifierState {
    guard steps.indices.contains(step) else { return VerifierState() }
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
      let before = replay.state(of: frame)
      replay.pass(steps[index])
      body(index, before, replay.state(of: frame))
    }
  }

  // MARK: Walking back

  private func register(_ number: Int, frame: Int, after last: Int) -> RegisterState? {
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
        if kind.writes(wanted) || kind.clobbers(wanted) { return nil }
      } else if step.frame < frame || (step.frame == frame && step.instruction == nil) {
        return nil
      }
      if !step.isContinuous { return nil }
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
      if steps[first].changes.contains(where: { $0.isWhole && $0.frame == frame }) || !steps[first].isContinuous {
        break
      }
      first -= 1
    }
    var replay = StateReplay(entry: first < 0 ? entry : [])
    if last >= 0 {
      for step in steps[max(0, first)...last] { replay.pass(step) }
    }
    return replay.state(of: frame)
  }
}
