import BPF

/// Follows a path's states forward.
struct StateReplay {
  private var states: [Int: VerifierState] = [:]

  init(entry: [StateChange]) {
    entry.forEach { apply($0) }
  }

  /// The state of `frame` where the replay stands.
  func state(of frame: Int) -> VerifierState {
    states[frame] ?? VerifierState(frame: frame)
  }

  /// Passes a step: what it changes without the log saying so is forgotten, then what the log says is taken over.
  mutating func pass(_ step: TraceStep) {
    if !step.isContinuous { states.removeAll() }
    if let kind = step.instruction?.kind {
      for number in 0...9 where kind.writes(UInt8(number)) || kind.clobbers(UInt8(number)) {
        states[step.frame]?.registers[number] = nil
      }
    } else {
      states[step.frame]?.registers.removeAll()
    }
    step.changes.forEach { apply($0) }
  }

  private mutating func apply(_ change: StateChange) {
    if change.isWhole {
      states[change.frame] = change.state
      // A frame that is entered or left ends those above it.
      states = states.filter { $0.key <= change.frame }
    } else {
      states[change.frame, default: VerifierState(frame: change.frame)].apply(change.state)
    }
  }
}
