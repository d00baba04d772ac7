/// Reads a register's type word: prefixes, the base, `_or_null`, and the BTF type's name behind `ptr_`.
enum RegisterWord {
  /// kernel/bpf/log.c: `reg_type_str`.
  private static let prefixes = [
    "rdonly_", "ringbuf_", "user_", "percpu_", "untrusted_", "trusted_", "rcu_", "alloc_", "non_own_ref_",
  ]

  static func read(_ word: String) -> RegisterState {
    var rest = Substring(word)
    var flags: [String] = []
    while let prefix = prefixes.first(where: { rest.hasPrefix($0) }) {
      flags.append(String(prefix.dropLast()))
      rest = rest.dropFirst(prefix.count)
    }
    var state = RegisterState(kind: .other, word: word)
    state.flags = flags
    if rest == "inv" || rest == "scalar" {
      state.kind = .scalar
    } else if rest.hasPrefix("fp"), rest.dropFirst(2).allSatisfy(\.isNumber) {
      state.kind = .framePointer
    } else if rest.hasPrefix("ptr_") {
      state.kind = .btfPointer
      rest = rest.dropFirst(4)
      if rest.hasPrefix("or_null_") {
        state.mayBeNull = true
        rest = rest.dropFirst(8)
      }
      state.typeName = rest.isEmpty ? nil : String(rest)
    } else {
      if rest.hasSuffix("_or_null") {
        state.mayBeNull = true
        rest = rest.dropLast(8)
      }
      state.kind = RegisterKind(rawValue: String(rest)) ?? .other
    }
    return state
  }
}
