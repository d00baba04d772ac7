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
  mutating func pass(_ step: TraceStep, isAfterGap: Bool) {
    if isAfterGap { states.removeAll() }
    // A frame is gone once its caller goes on; after its own exit it can still be asked for.
    if states.count > 1 { states = states.filter { $0.key <= step.frame } }
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
    } else {
      states[change.frame, default: VerifierState(frame: change.frame)].apply(change.state)
    }
  }
}
