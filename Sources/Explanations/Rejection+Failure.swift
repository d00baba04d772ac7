import BPF
import VerifierLog

extension Rejection {
  /// The register that the refusal is about: the one that a message names, else the one that the failing instruction
  /// stands on: a load's or store's address, what is returned at an exit. Nil when it is about none.
  var subjectRegister: Int? {
    for message in messages {
      for word in message.split(whereSeparator: { " ,()".contains($0) }) {
        guard let captures = MessageFormat("%r").match(String(word)), let number = Int(captures[0]), number <= 10,
          captures[0].utf8.count + 1 == word.utf8.count
        else { continue }
        return number
      }
    }
    guard let step = failingStep else { return nil }
    switch trace.steps[step].instruction?.kind {
    case .load(_, _, _, let base, _), .store(_, let base, _, _), .atomic(_, _, let base, _, _): return Int(base)
    case .exit: return 0
    case .arithmetic(_, _, let destination, .register(let source)):
      // Of a pointer and a number, it is the number that can be bounded.
      let isNumber = trace.register(Int(source), before: step)?.kind ?? .scalar == .scalar
      return Int(isNumber ? source : destination)
    case .arithmetic(_, _, let destination, .immediate): return Int(destination)
    default: return nil
    }
  }

  /// What the failing step does, and what the verifier knows of `register` there, in words.
  func failureLabel(of register: Int?) -> String {
    guard let step = failingStep else { return "refused here" }
    let does =
      switch trace.steps[step].instruction?.kind {
      case .load(let size, _, _, _, _): "reads \(Self.bytes(size.bytes)) here"
      case .store(let size, _, _, _): "writes \(Self.bytes(size.bytes)) here"
      case .atomic(_, let size, _, _, _): "changes \(Self.bytes(size.bytes)) here"
      case .call: "calls \(call(at: step)?.callee ?? "a function") here"
      case .arithmetic: "calculates here"
      case .exit: "returns here"
      default: "refused here"
      }
    guard let register, register != 10, let state = trace.register(register, before: step) else { return does }
    let name = name(of: register).map { "`\($0)`" } ?? (register == 0 && does == "returns here" ? "the result" : "it")
    return "\(does); \(name) is \(ValueWords.describe(state))"
  }

  private static func bytes(_ count: Int) -> String { count == 1 ? "1 byte" : "\(count) bytes" }
}
