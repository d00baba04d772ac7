import Analysis
import BPF
import BPFObject
import Findings
import VerifierLog

extension Rejection {
  /// What the author calls the value of `register` at the failing step, where the source says so; inferred from the C
  /// lines beside the instructions.
  func name(of register: Int) -> String? {
    failingStep.flatMap { name(of: register, before: $0) }
  }

  /// What the author calls the value of `register` as step `step` finds it: the expression that an access goes through,
  /// else the variable that the line assigns which made the value or handed it on, when the step's own line mentions it.
  /// Nil where that cannot be told.
  func name(of register: Int, before step: Int) -> String? {
    if let base = accessedExpression(of: register, at: step) { return base }
    guard let used = text(of: step) else { return nil }
    let origin = trace.origin(of: register, before: step)
    var places = origin.links.map(\.step)
    switch origin.definition {
    case .instruction(let step), .returned(let step, _), .perhaps(let step): places.append(step)
    case .argument, .callbackArgument, .clobbered, .entry, .missing: break
    }
    for place in places {
      // What the using line itself assigns is its result, not what it takes.
      guard let line = text(of: place), line != used, let name = SourceNames.assigned(by: line) else { continue }
      if SourceNames.mentions(name, in: used) { return name }
    }
    return nil
  }

  /// The member that the failing access is about, as the source writes it: `tcp->syn`; nil where the line's column does
  /// not lead to one.
  public var accessedMember: String? {
    guard let step = failingStep, isAccess(step), let (base, member) = access(at: step) else { return nil }
    return "\(base)->\(member)"
  }

  /// What to know where `register`, as step `step` finds it, is as the caller of a global function passed it: nothing that
  /// the caller checked holds. Nil for other values.
  func globalArgumentNote(_ register: Int, before step: Int? = nil) -> String? {
    guard let function = digest.globalFunction, let step = step ?? failingStep,
      case .entry = trace.origin(of: register, before: step).definition
    else { return nil }
    return
      "`\(function)` is a global function: it is verified by itself, for any caller, so what a caller checked does not "
      + "count. A static function is verified where it is called."
  }

  /// Why the verifier knows nothing of a number that looks bounded: it is what a caller passed, a remainder, or the result
  /// of a global function. Looked for before the number was multiplied by the size of an element.
  func unboundedNote(_ register: Int, before step: Int) -> String? {
    var (register, step) = (register, step)
    for _ in 0..<4 {
      guard case .instruction(let made) = trace.origin(of: register, before: step).definition else { break }
      if case .call(.local)? = trace.steps[made].instruction?.kind, let callee = call(at: made)?.callee,
        program?.subprograms.first(where: { $0.name == callee })?.isGlobal ?? false
      {
        return
          "`\(callee)` is a global function: it is verified by itself, and what it returns may be any number. A static "
          + "function's result is known where it is called."
      }
      guard case .arithmetic(let operation, _, let destination, let operand)? = trace.steps[made].instruction?.kind
      else { break }
      if operation == .modulo, trace.register(register, before: step)?.range.unsignedMaximum ?? 0 >= UInt64(UInt32.max)
      {
        return "The verifier has concluded nothing from the remainder (%): compare the result."
      }
      guard case .immediate = operand,
        operation == .shiftLeft || operation == .shiftRight || operation == .multiply
      else { return nil }
      (register, step) = (Int(destination), made)
    }
    return globalArgumentNote(register, before: step)
  }

  /// The pointer before the last `->` that the step's access goes through, when `register` is the access's base.
  private func accessedExpression(of register: Int, at step: Int) -> String? {
    guard trace.steps.indices.contains(step) else { return nil }
    switch trace.steps[step].instruction?.kind {
    case .load(_, _, _, let base, _) where Int(base) == register: return access(at: step)?.base
    case .store(_, let base, _, _) where Int(base) == register: return access(at: step)?.base
    case .atomic(_, _, let base, _, _) where Int(base) == register: return access(at: step)?.base
    default: return nil
    }
  }

  private func isAccess(_ step: Int) -> Bool {
    switch trace.steps[step].instruction?.kind {
    case .load, .store, .atomic: true
    default: false
    }
  }

  private func access(at step: Int) -> (base: String, member: String)? {
    let span = span(step, "")
    guard let column = span.span.column, let text = span.text else { return nil }
    return SourceNames.access(at: column, in: text)
  }
}
