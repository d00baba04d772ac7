import BPF
import BPFObject
import BTF
import VerifierLog

/// The reading of a register that holds nothing (`R1 !read_ok`), and why it holds nothing.
struct UnsetRead {
  /// Why.
  enum Kind: Hashable {
    /// A variable was never set.
    case variable
    /// A function ends without setting its result.
    case result
    /// A program's entry reads an argument beyond its context.
    case entryArgument
    /// A call left nothing in it.
    case clobbered(step: Int)
  }

  /// The register.
  let register: Int
  /// Why.
  let kind: Kind

  private static let format = MessageFormat("%r !read_ok")

  /// The read that a rejection is about; nil when it is about another thing.
  init?(_ rejection: Rejection) {
    guard let register = rejection.messages.lazy.compactMap({ Self.format.match($0) }).compactMap({ Int($0[0]) }).first
    else { return nil }
    self.register = register
    kind = Self.kind(register, rejection)
  }

  private static func kind(_ register: Int, _ rejection: Rejection) -> Kind {
    guard let step = rejection.failingStep else { return .variable }
    if register == 0, rejection.trace.steps[step].instruction?.kind == .exit { return .result }
    guard (1...5).contains(register) else { return .variable }
    switch rejection.trace.definition(of: register, before: step) {
    case .clobbered(let call): return .clobbered(step: call)
    case .entry:
      let isMain = rejection.trace.globalFunction == nil && rejection.trace.steps[step].frame == 0
      return isMain && register > 1 && takesArguments(register, rejection) ? .entryArgument : .variable
    default: return .variable
    }
  }

  /// Whether the program's function is declared with at least `count` arguments: by its type, else by the source line
  /// that the log begins with.
  private static func takesArguments(_ count: Int, _ rejection: Rejection) -> Bool {
    if let types = rejection.object?.types, let type = rejection.program?.type,
      let prototype = try? types.prototype(of: type)
    {
      return prototype.parameters.count >= count
    }
    guard let first = rejection.trace.sources.first?.text, let open = first.firstIndex(of: "(") else { return false }
    return first[open...].count { $0 == "," } >= count - 1 && !first.contains(";") && !first.contains("=")
  }
}
