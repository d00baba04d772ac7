import BPF
import VerifierLog

/// A register that held a pointer and, the verifier says, holds a number now.
extension Rejection {
  /// The message of an access through what is no pointer: `R1 invalid mem access 'scalar'`, to 5.17 `'inv'`, to 4.13 also
  /// `'imm'`.
  var accessThroughNumber: Int? {
    for message in messages {
      for format in Self.numberFormats {
        if let captures = format.match(message) { return Int(captures[0]) }
      }
    }
    return nil
  }

  /// The register of an argument that a call refuses for being a number: `R1 type=scalar expected=fp, pkt, map_value`.
  var passedNumber: Int? {
    RefusedArgument(self).flatMap { $0.isNumber && $0.wantsMemory ? $0.number : nil }
  }

  private static let numberFormats = [
    MessageFormat("%r invalid mem access 'scalar"), MessageFormat("%r invalid mem access 'inv'"),
    MessageFormat("%r invalid mem access 'inv("), MessageFormat("%r invalid mem access 'unknown'"),
    MessageFormat("%r invalid mem access 'imm"),
  ]

  /// What `register`, a number as step `step` finds it (the failing one when none is given), last was before that: a call
  /// since then took it away. Nil when it was a number all along.
  func lostPointer(
    in register: Int, before step: Int? = nil
  ) -> (state: RegisterState, calls: [(step: Int, name: String)])? {
    guard let failing = step ?? failingStep, case let (register, at) = calculatedFrom(register, before: failing),
      let state = trace.register(register, before: at), state.kind != .scalar, state.kind != .uninitialised
    else { return nil }
    let made: Int
    switch trace.origin(of: register, before: at).definition {
    case .instruction(let step), .returned(let step, _), .argument(let step), .callbackArgument(let step): made = step
    default: made = -1
    }
    let calls = (made + 1..<max(made + 1, failing)).compactMap { step in
      call(at: step).map { (step: step, name: $0.callee) }
    }
    return (state, calls)
  }

  /// The value that an address was calculated from by adding constants, as members of a struct are reached, where it
  /// stood before that and before it was copied: its register, and the step that found it there.
  func calculatedFrom(_ register: Int, before step: Int) -> (register: Int, step: Int) {
    var (register, step) = (register, step)
    // Members of members are added one by one.
    for _ in 0..<8 {
      let origin = trace.origin(of: register, before: step)
      guard let first = origin.register else { break }
      (register, step) = (first, origin.links.last?.step ?? step)
      guard case .instruction(let made) = origin.definition,
        case .arithmetic(let operation, .bits64, let destination, let operand)? = trace.steps[made].instruction?.kind,
        operation == .add || operation == .subtract
      else { break }
      if case .register(let source) = operand {
        guard trace.register(Int(source), before: made)?.constant != nil else { break }
      }
      (register, step) = (Int(destination), made)
    }
    return (register, step)
  }
}
