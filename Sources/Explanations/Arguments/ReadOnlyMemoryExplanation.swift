import VerifierLog

/// Read-only memory handed to a helper that writes.
public enum ReadOnlyMemoryExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1607", title: "a helper would write to memory that the program may only read",
    why: """
      Some memory is lent to a program for reading: a packet's bytes from bpf_dynptr_slice, a kernel variable, an \
      iterator's key. A helper that fills its buffer argument would write there on the program's behalf.
      """,
    fix: "pass a buffer of the program's own (the stack, a map's value) for the helper to fill",
    causes: [
      "The destination and the source are in the wrong order.",
      "bpf_dynptr_slice is used where bpf_dynptr_slice_rdwr was meant.",
      "A kernel variable (`extern const ... __ksym`) or an iterator's key is passed as the buffer.",
    ],
    repair: .init(
      before: "void *p = bpf_dynptr_slice(&packet, 0, buffer, 14);",
      after: "void *p = bpf_dynptr_slice_rdwr(&packet, 0, buffer, 14);"
    ),
    seeAlso: ["A1602"],
    examples: [
      .init(
        "6.2 to 7.1", ["bpf_skb_load_bytes() may write into memory pointed by R3 type=rdonly_mem"],
        summary: "bpf_skb_load_bytes would write to read-only memory"),
      .init(
        "5.17 and later", ["bpf_probe_read_kernel() may write into memory pointed by R1 type=rdonly_buf"],
        summary: "bpf_probe_read_kernel would write to read-only memory"),
      .init(
        "6.2 and later", ["R3 type=rdonly_mem expected=fp, pkt, pkt_meta, map_key, map_value, mem, ringbuf_mem, buf"],
        path: ["5: (85) call bpf_skb_load_bytes#26"], summary: "bpf_skb_load_bytes would write to read-only memory"),
    ])

  private static let format = MessageFormat("%w() may write into memory pointed by %w type=%w")

  /// A buffer that may not be written.
  public static func explain(_ rejection: Rejection) -> Explained? {
    let register: Int
    let callee: String
    if let words = rejection.first(of: [format]), let number = Int(words[1].dropFirst()), words[2].contains("rdonly") {
      (register, callee) = (number, String(words[0]))
    } else if let argument = RefusedArgument(rejection), argument.type.contains("rdonly"), !argument.isOnlyRead {
      (register, callee) = (argument.number, argument.callee)
    } else {
      return nil
    }
    let name = rejection.argumentText(register).map { "`\(RefusedArgument.withoutCasts($0))`, which is " } ?? ""
    var explained = explained("\(callee) would write to \(name)read-only memory")
    explained.register = register
    explained.label = "argument \(register) is written to, and may only be read"
    return explained
  }
}
