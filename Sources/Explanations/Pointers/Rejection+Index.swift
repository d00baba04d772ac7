import Analysis
import BPF
import Findings
import VerifierLog

/// The number that moves a pointer, as the author wrote it.
extension Rejection {
  /// The author's name for the number in `register`, which step `step` adds to a pointer or uses as a place: what its way
  /// tells, else the only index in the step's source line.
  func indexName(_ register: Int?, at step: Int) -> String? {
    if let register, let name = name(of: register, before: step) { return name }
    guard let name = text(of: step).flatMap(SourceNames.index), localDeclaration(name, before: step, "") != nil else {
      return nil
    }
    return name
  }

  /// A number as it was before the compiler multiplied it by the size of an element.
  func unscaled(_ register: Int, before step: Int) -> (state: RegisterState, scale: Int)? {
    guard let state = trace.register(register, before: step) else { return nil }
    guard case .instruction(let made) = trace.definition(of: register, before: step),
      case .arithmetic(let operation, .bits64, let destination, .immediate(let amount)) =
        trace.steps[made].instruction?.kind, Int(destination) == register,
      let before = trace.register(register, before: made), before.kind == .scalar
    else { return (state, 1) }
    switch operation {
    case .shiftLeft where (1...12).contains(amount): return (before, 1 << Int(amount))
    case .multiply where (2...65_536).contains(amount): return (before, Int(amount))
    default: return (state, 1)
    }
  }

  /// The newest condition before step `step`'s line, in its function, that mentions a variable.
  func condition(on name: String, before step: Int, _ label: String) -> LabelledSpan? {
    let place = span(step, "").span
    guard let outline = sources[place.file], let function = outline.function(atLine: place.line) else { return nil }
    let line = stride(from: place.line - 1, to: function.lines.lowerBound, by: -1).first {
      outline.text(ofLine: $0).map { SourceNames.tests(name, in: $0) } ?? false
    }
    return line.map { outline.span(ofLine: $0, label, at: name) }
  }

  /// The declaration of a variable, when it is of a signed type.
  func signedDeclaration(of name: String, before step: Int) -> LabelledSpan? {
    guard let place = localDeclaration(name, before: step, "`\(name)` is signed: it may be negative"),
      let text = place.text, SourceNames.declaresSigned(name, in: text)
    else { return nil }
    return place
  }
}
