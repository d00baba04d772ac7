/// The verifier's words for kinds of pointers, in plain ones.
enum PointerWords {
  /// `a map value pointer` for `map_value`; what is not known stays as it is.
  static func noun(_ word: some StringProtocol) -> String {
    var text = String(word)
    for prefix in ["trusted_", "untrusted_", "rcu_", "rdonly_", "user_", "percpu_", "ringbuf_", "dynptr_", "uninit_"]
    where text.hasPrefix(prefix) {
      text = String(text.dropFirst(prefix.count))
    }
    if text.hasSuffix("_or_null") { text = String(text.dropLast("_or_null".count)) }
    if let known = names[text] { return known }
    if text.hasPrefix("ptr_"), text.count > 4 { return "a pointer to struct \(text.dropFirst(4))" }
    return "a pointer (\(word))"
  }

  private static let names = [
    "map_value": "a map value pointer", "map_key": "a map key pointer", "map_ptr": "the map itself",
    "CONST_PTR_TO_MAP": "the map itself", "pkt": "a packet pointer", "pkt_meta": "a packet metadata pointer",
    "pkt_end": "the packet's end", "fp": "a stack pointer", "ctx": "the context", "sock": "a socket",
    "sock_common": "a socket", "tcp_sock": "a socket", "xdp_sock": "a socket", "flow_keys": "the flow keys",
    "tp_buffer": "the tracepoint's buffer", "mem": "a memory pointer", "alloc_mem": "a memory pointer",
    "buf": "a buffer pointer", "func": "a function", "arena": "an arena pointer", "insn": "a jump table's entry",
    "dynptr_ptr": "a dynptr",
  ]
}
