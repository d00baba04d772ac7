import Analysis
import BPF
import BPFObject
import Findings
import VerifierLog

/// What a program or function returns at the failing step.
extension Rejection {
  /// The line that returns: the one with `return` that made r0's value, else the `return` that the path came by. Nil when
  /// the failing step is no exit.
  func returnSpan(_ label: String) -> LabelledSpan? {
    guard let exit = failingStep, trace.steps[exit].instruction?.kind == .exit else { return nil }
    let origin = trace.origin(of: 0, before: exit)
    var places = origin.links.map(\.step)
    if case .instruction(let step) = origin.definition { places.append(step) }
    for step in places where trace.steps[step].frame == trace.steps[exit].frame {
      let own = span(step, label)
      if own.text.map({ SourceNames.mentions("return", in: $0) }) ?? false { return own }
    }
    return onlyReturn(of: trace.register(0, before: exit)?.constant, at: exit, label) ?? wayOut(label)
  }

  /// The function's only `return` of a constant: compilers set it long before, for several ways out at once.
  private func onlyReturn(of constant: Int64?, at exit: Int, _ label: String) -> LabelledSpan? {
    guard let constant, case let place = span(exit, label).span, let outline = sources[place.file],
      let function = outline.function(atLine: place.line)
    else { return nil }
    let values = [String(constant), String(Int32(truncatingIfNeeded: constant))]
    let lines = function.lines.filter { line in
      outline.text(ofLine: line).flatMap(SourceNames.returned(by:)).map(values.contains) ?? false
    }
    return lines.count == 1 ? outline.span(ofLine: lines[0], label, at: "return") : nil
  }

  /// The name of the function that the failing step belongs to, where the object tells.
  var failingFunction: String? {
    guard let step = failingStep, let program, let index = program.subprogram(atSlot: trace.steps[step].slot) else {
      return digest.globalFunction
    }
    return program.subprograms[index].name
  }

  /// The call that runs the callback which the failing step is in: its step. Nil where the path does not show it.
  var callbackCall: Int? {
    guard let step = failingStep, trace.steps[step].frame > 0 else { return nil }
    return (0..<step).last { trace.steps[$0].frame == trace.steps[step].frame - 1 && trace.steps[$0].callee != nil }
  }
}
