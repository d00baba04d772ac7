public import VerifierLog

/// What the verifier knows of a value, in words.
public enum ValueWords {
  /// A register's type and bounds: `a number between 0 and 255`, `a map value of 8 bytes, or NULL`.
  public static func describe(_ state: RegisterState) -> String {
    let noun = noun(state)
    return state.mayBeNull ? "\(noun), or NULL" : noun
  }

  /// What eight bytes of stack hold: a spilled value, an object of the kernel's, or which bytes were written.
  public static func describe(_ slot: StackSlot) -> String {
    if let object = slot.object { return object }
    if let value = slot.value { return describe(value) }
    if slot.bytes.allSatisfy({ $0 == "0" }) { return "zero" }
    let written = slot.bytes.count { $0 != "?" }
    return written == slot.bytes.utf8.count ? "written" : "\(written) of 8 bytes written"
  }

  /// A number's bounds: `5`, `between 0 and 255`, `at least 1`, `any value`.
  static func range(_ range: ScalarRange) -> String {
    if let constant = range.constant { return "\(constant)" }
    let signed = (range.signedMinimum, range.signedMaximum)
    if signed != (.min, .max) {
      if signed.0 == .min { return "at most \(GroupedDigits(signed.1)), and maybe negative" }
      if signed.1 == .max { return "at least \(GroupedDigits(signed.0))" }
      return "between \(GroupedDigits(signed.0)) and \(GroupedDigits(signed.1))"
    }
    if range.unsignedMaximum != .max { return "between \(range.unsignedMinimum) and \(range.unsignedMaximum)" }
    return "any value"
  }

  /// As `range`, after a preposition: `0 to 255`.
  static func amount(_ range: ScalarRange) -> String {
    let words = self.range(range)
    guard words.hasPrefix("between ") else { return words }
    return String(words.dropFirst("between ".count)).replacing(" and ", with: " to ")
  }

  private static func noun(_ state: RegisterState) -> String {
    switch state.kind {
    case .scalar:
      if let constant = state.constant { return "the number \(constant)" }
      let words = range(state.range)
      return words == "any value" ? "a number that nothing bounds" : "a number \(words)"
    case .context: return "the context"
    case .mapPointer: return named("the map", state.map)
    case .mapValue:
      let size = state.valueSize.map { " of \($0) bytes" } ?? ""
      return named("a value\(size) of the map", state.map) + moved(state)
    case .mapKey: return "a map's key"
    case .framePointer: return "a pointer to the stack"
    case .packet:
      let proven = state.packetRange ?? 0
      return "a packet pointer\(moved(state)), with \(proven) bytes proven behind it"
    case .packetMeta: return "a pointer to the packet's metadata"
    case .packetEnd: return "the packet's end"
    case .memory where state.memorySize == 0 && state.flags.contains("untrusted"):
      return "a pointer to the kernel's memory, of no type that is known"
    case .memory, .buffer: return "memory" + (state.memorySize.map { " of \($0) bytes" } ?? "") + moved(state)
    case .btfPointer: return "a pointer to struct \(state.typeName ?? "?")"
    case .socket, .socketCommon, .tcpSocket, .xdpSocket: return "a socket"
    case .dynptr: return "a dynptr"
    case .arena: return "an arena pointer"
    case .function: return "a function"
    case .uninitialised: return "without a value"
    case .flowKeys, .tracepointBuffer, .instruction, .other: return "a pointer (\(state.word))"
    }
  }

  private static func moved(_ state: RegisterState) -> String {
    state.hasVariableOffset ? " moved by \(amount(state.range))" : ""
  }

  private static func named(_ noun: String, _ name: String?) -> String {
    name.map { "\(noun) \($0)" } ?? noun
  }
}
