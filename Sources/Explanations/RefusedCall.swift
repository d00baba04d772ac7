import Analysis
import BPF
import BPFObject
import Findings
import VerifierLog

/// The call that the failing step makes.
public struct RefusedCall: Sendable {
  /// The called helper's, kernel function's or subprogram's name.
  public let callee: String
  /// What its arguments are in the C source, as far as the line shows them: `&key`, `sizeof(value)`.
  public let arguments: [String]
}

extension Rejection {
  /// The call of the failing step; nil when that is none.
  public var refusedCall: RefusedCall? { failingStep.flatMap { call(at: $0) } }

  /// The call of a step; nil when that is none, or of a function without a name.
  public func call(at step: Int) -> RefusedCall? {
    guard trace.steps.indices.contains(step), let name = calleeName(at: step) else { return nil }
    let written = sourceText(from: step).flatMap { SourceNames.arguments(of: name, in: $0) }
    return RefusedCall(callee: name, arguments: written ?? [])
  }

  /// What the argument in register `register` (r1 to r5) of the failing call is in the C source: `` `&key` ``; the
  /// variable's name where only that is known.
  public func argumentText(_ register: Int) -> String? {
    guard let call = refusedCall, (1...5).contains(register) else { return nil }
    if call.arguments.indices.contains(register - 1), !call.arguments[register - 1].isEmpty {
      return call.arguments[register - 1]
    }
    return name(of: register)
  }

  /// The call of a function of the program that led from the frame of step `inner` to step `step`, deeper down: the newest
  /// before it. Nil where both are in one frame.
  func call(of step: Int, inFrameOf inner: Int) -> Int? {
    let frame = trace.steps[inner].frame
    guard trace.steps[step].frame > frame else { return nil }
    return (0..<step).last { index in
      guard trace.steps[index].frame == frame, case .call(.local)? = trace.steps[index].instruction?.kind else {
        return false
      }
      return true
    }
  }

  private func calleeName(at step: Int) -> String? {
    if let callee = trace.steps[step].callee { return callee }
    guard case .call(.local)? = trace.steps[step].instruction?.kind, let program,
      case .function(let index)? = program.reference(atSlot: trace.steps[step].slot),
      program.subprograms.indices.contains(index)
    else { return nil }
    return program.subprograms[index].name
  }

  /// The step's source line and those after it, where the C file is known: a call may go on over several.
  private func sourceText(from step: Int) -> String? {
    let place = span(step, "").span
    guard let outline = sources[place.file], place.line > 0 else { return text(of: step) }
    return (place.line..<place.line + 6).compactMap { outline.text(ofLine: $0) }.joined(separator: "\n")
  }
}
