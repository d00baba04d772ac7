import Analysis
import BPF
import Findings
import VerifierLog

/// An argument that a call refuses for what it is: `R2 type=scalar expected=fp, pkt, map_value`.
struct RefusedArgument {
  /// What a call may want.
  enum Want {
    /// The program's context.
    case context
    /// A map.
    case map
    /// A number.
    case number
    /// A kernel object whose type the verifier knows, or a socket.
    case object
    /// Memory: the stack, a map's value, the packet.
    case memory
    /// Something else, in words.
    case other(String)
  }

  private let rejection: Rejection
  /// The argument's number, from 1: its register.
  let number: Int
  /// What it is, in the verifier's word.
  let type: String
  /// What may stand there, in the verifier's words.
  let expected: [String]

  private static let format = MessageFormat("%r type=%w expected=%s")

  /// The argument that a rejection is about; nil when it is about none, or about one that may be NULL or has no value.
  init?(_ rejection: Rejection) {
    guard let words = rejection.first(of: [Self.format]), let number = Int(words[0]), !words[1].contains("or_null"),
      words[1] != "?"
    else { return nil }
    self.rejection = rejection
    self.number = number
    type = String(words[1])
    expected = words[2].split { $0 == "," || $0 == " " }.map(String.init)
  }

  /// Whether it is a number.
  var isNumber: Bool { type == "scalar" || type.hasPrefix("inv") }

  /// What the call wants.
  var wants: Want {
    switch expected.first {
    case "ctx": return .context
    case "map_ptr": return .map
    case "scalar", "inv": return .number
    case "func": return .other("a function of the program")
    case "ringbuf_mem", "alloc_mem": return .other("what bpf_ringbuf_reserve returned")
    case "dynptr_ptr": return .other("a dynptr")
    case "map_value" where !expected.contains("fp"): return .other("a place in a map's value")
    case _ where expected.contains("fp"): return .memory
    case let word? where word.contains("ptr_") || word.contains("sock"): return .object
    default: return .memory
    }
  }

  /// Whether the call wants memory, or what else has a page of neither its own nor an object's.
  var wantsMemory: Bool {
    switch wants {
    case .memory, .other: true
    case .context, .map, .number, .object: false
    }
  }

  /// What the call wants, in words.
  var wantedWords: String {
    switch wants {
    case .context: "the program's context"
    case .map: "a map"
    case .number: "a number"
    case .object: expected.contains { $0.contains("sock") } ? "a socket" : "a typed pointer to a kernel object"
    case .memory: memoryWords
    case .other(let words): words
    }
  }

  /// The called function; `the call` where it is not known.
  var callee: String { rejection.refusedCall?.callee ?? "the call" }

  /// What the author wrote there, without casts; nil where that is not known.
  var text: String? { rejection.argumentText(number).map(Self.withoutCasts) }

  /// What it is, in words: `` `pid`, a number``; `a number` where the author's words are not known.
  var words: String {
    let kind = isNull ? "NULL" : kindWords
    guard let text, text.utf8.count <= 40, text != kind, !(isNull && text == "0") else { return kind }
    return "`\(text)`, \(kind)"
  }

  /// What it is, without its name.
  var kindWords: String {
    if isNumber { return "a number" }
    if let state, state.kind != .scalar, state.kind != .other { return ValueWords.describe(state) }
    return Self.describe(type)
  }

  /// What the verifier knows of it at the call.
  var state: RegisterState? { rejection.failingStep.flatMap { rejection.trace.register(number, before: $0) } }

  /// A number that is 0.
  var isNull: Bool { isNumber && (state?.constant == 0 || text == "NULL") }

  /// The helper or kernel function that it is the result of; nil when it is none's.
  var maker: String? {
    guard let step = rejection.failingStep,
      case .instruction(let made) = rejection.trace.origin(of: number, before: step).definition
    else { return nil }
    return rejection.trace.steps[made].callee
  }

  /// What it was read through; nil when it was not read from memory.
  var readThrough: RegisterState? {
    guard let step = rejection.failingStep,
      case .instruction(let made) = rejection.trace.origin(of: number, before: step).definition,
      case .load(_, _, _, let base, _)? = rejection.trace.steps[made].instruction?.kind
    else { return nil }
    return rejection.trace.register(Int(base), before: made)
  }

  /// Whether the call only reads what it points to: a map's key, a value to be stored. Such an argument is refused for the
  /// kind of its memory, not for a write.
  var isOnlyRead: Bool {
    switch number {
    case 2: callee.hasPrefix("bpf_map_") && !["bpf_map_pop_elem", "bpf_map_peek_elem"].contains(callee)
    case 3: callee == "bpf_map_update_elem"
    default: false
    }
  }

  /// The helpers that call a function of the program's back, whose context may lie on the stack only.
  private static let callers: Set<String> = [
    "bpf_loop", "bpf_for_each_map_elem", "bpf_find_vma", "bpf_user_ringbuf_drain",
  ]

  /// What a helper hands to a callback.
  var isCallbackContext: Bool { expected == ["fp"] && Self.callers.contains(callee) }

  private var memoryWords: String {
    if isCallbackContext { return "the address of a variable on the stack" }
    guard let callee = rejection.refusedCall?.callee, callee.hasPrefix("bpf_map_") else {
      return "a pointer to memory"
    }
    switch (callee, number) {
    case ("bpf_map_push_elem", 2), ("bpf_map_pop_elem", 2), ("bpf_map_peek_elem", 2), ("bpf_map_update_elem", 3):
      return "the address of a value"
    case (_, 2): return "the address of a key"
    default: return "a pointer to memory"
    }
  }

  /// A C expression without the casts that it begins with.
  static func withoutCasts(_ text: String) -> String {
    var rest = Substring(text)
    while rest.hasPrefix("("), let end = rest.firstIndex(of: ")"), isCast(rest.dropFirst()[..<end]) {
      let after = rest[rest.index(after: end)...].drop { $0 == " " }
      guard !after.isEmpty else { break }
      rest = after
    }
    return String(rest)
  }

  /// Whether what stands in parentheses is a type's name.
  private static func isCast(_ text: Substring) -> Bool {
    guard text.utf8.allSatisfy({ SourceNames.isWord($0) || $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "*") }) else {
      return false
    }
    let words = text.split { $0 == " " || $0 == "*" }
    return text.hasSuffix("*")
      || words.contains { ["void", "char", "short", "int", "long", "unsigned", "struct"].contains($0) }
      || words.count == 1 && (words[0].hasPrefix("__u") || ["u8", "u16", "u32", "u64"].contains(words[0]))
  }

  /// A type in the verifier's word, in words.
  static func describe(_ type: String) -> String {
    switch type {
    case "scalar", "inv": return "a number"
    case "fp": return "a pointer to the stack"
    case "ctx": return "the context"
    case "map_ptr": return "a map"
    case "map_value": return "a pointer into a map's value"
    case "map_key": return "a map's key"
    case "pkt": return "a packet pointer"
    case "pkt_meta": return "a pointer to the packet's metadata"
    case "pkt_end": return "the packet's end"
    case "flow_keys": return "the flow dissector's keys"
    case "sock", "sock_common", "tcp_sock", "xdp_sock": return "a socket"
    case "func": return "a function"
    case "arena": return "an arena pointer"
    case "dynptr_ptr": return "a dynptr"
    case _ where type.contains("rdonly_mem") || type.contains("rdonly_buf"): return "read-only memory"
    case _ where type.contains("ringbuf_mem") || type == "alloc_mem": return "a ring buffer's record"
    case _ where type.hasSuffix("mem") || type.hasSuffix("buf"): return "memory of the kernel's"
    default: break
    }
    guard let pointer = type.firstRange(of: "ptr_") else { return "a pointer (\(type))" }
    let name = type[pointer.upperBound...]
    let trust = type.hasPrefix("untrusted_") ? "an untrusted" : "a"
    return name.isEmpty ? "\(trust) pointer to a kernel object" : "\(trust) pointer to the kernel's struct \(name)"
  }
}

extension Explanation {
  /// What a call wants and what it gets: with less weight than other pages of its block, which may know more.
  static func explained(_ argument: RefusedArgument) -> Explained {
    var explained = explained("\(argument.callee) wants \(argument.wantedWords) and gets \(argument.words)")
    explained.isGeneral = true
    explained.register = argument.number
    explained.label = "argument \(argument.number) has to be \(argument.wantedWords), not \(argument.words)"
    return explained
  }
}
