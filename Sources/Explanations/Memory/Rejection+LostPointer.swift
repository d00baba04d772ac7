import BPF
import VerifierLog

/// A register that held a pointer and, the verifier says, holds a number now.
extension Rejection {
  /// The message of an access through what is no pointer: `R1 invalid mem access 'scalar'`, to 5.17 `'inv'`.
  var accessThroughNumber: Int? {
    for message in messages {
      for format in Self.numberFormats {
        if let captures = format.match(message) { return Int(captures[0]) }
      }
    }
    return nil
  }

  private static let numberFormats = [
    MessageFormat("%r invalid mem access 'scalar"), MessageFormat("%r invalid mem access 'inv'"),
    MessageFormat("%r invalid mem access 'inv("), MessageFormat("%r invalid mem access 'unknown'"),
  ]

  /// What `register` last was before the failing access through a number: a call since then took it away. Nil when it was
  /// a number all along.
  func lostPointer(in register: Int) -> (state: RegisterState, calls: [(step: Int, name: String)])? {
    guard let failing = failingStep, let state = lastState(of: register), state.kind != .scalar,
      state.kind != .uninitialised
    else { return nil }
    let made: Int
    switch trace.origin(of: register, before: failing).definition {
    case .instruction(let step), .returned(let step, _), .argument(let step), .callbackArgument(let step): made = step
    default: made = -1
    }
    let calls = (made + 1..<max(made + 1, failing)).compactMap { step in
      call(at: step).map { (step: step, name: $0.callee) }
    }
    return (state, calls)
  }
}
