/// The verifier's messages for a program that it gave up on, rather than found a fault in.
enum ComplexityMessage {
  /// kernel/bpf/verifier.c: `do_check` and `push_stack`.
  static func matches(_ message: String) -> Bool {
    message.hasPrefix("BPF program is too large. Processed ")
      || (message.hasPrefix("The sequence of ") && message.contains(" jumps is too complex"))
  }
}
