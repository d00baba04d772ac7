import Findings
import VerifierLog

/// An atomic operation on memory that takes none.
public enum AtomicPlaceExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1268", title: "an atomic operation on memory that takes none",
    why: """
      Atomic operations are for memory that others change at the same time: map values, ring buffer records, arenas, the \
      stack. The context, packets, sockets and kernel structs are accessed by rewritten instructions, or are the program's \
      alone, and take plain loads and stores.
      """,
    fix: "use a plain load and store there, or keep the counter in a map value",
    causes: [
      "`__sync_fetch_and_add` on a byte of the packet or a field of the context",
      "an atomic on a field of a kernel struct: a program may not write there at all",
    ],
    repair: .init(before: "__sync_fetch_and_add(&hdr->ttl, -1);", after: "hdr->ttl -= 1;"),
    seeAlso: ["A1269", "A1214", "A1224"],
    examples: [
      .init(
        "5.4 to 7.3", ["BPF_ATOMIC stores into R1 pkt is not allowed"],
        summary: "an atomic operation on the packet, which takes none"),
      .init(
        "5.4 to 5.11", ["BPF_XADD stores into R1 ctx is not allowed"],
        summary: "an atomic operation on the context, which takes none"),
      .init(
        "6.15 and later", ["BPF_ATOMIC loads from R1 pkt is not allowed"],
        summary: "an atomic operation on the packet, which takes none"),
      .init(
        "5.12 and later", ["BPF_ATOMIC stores into R2 sock is not allowed"],
        summary: "an atomic operation on a socket, which takes none"),
    ])

  private static let formats = [
    MessageFormat("BPF_ATOMIC stores into %r %w is not allowed"),
    MessageFormat("BPF_ATOMIC loads from %r %w is not allowed"),
    MessageFormat("BPF_XADD stores into %r %w is not allowed"),
  ]

  /// An atomic in the wrong place.
  public static func explain(_ rejection: Rejection) -> Explained? {
    for message in rejection.messages {
      guard let captures = formats.lazy.compactMap({ $0.match(message) }).first else { continue }
      let noun =
        switch captures[1] {
        case "pkt", "pkt_meta": "the packet"
        case "ctx": "the context"
        case "flow_keys": "the flow keys"
        case let kind where kind.contains("sock"): "a socket"
        case let kind where kind.hasPrefix("ptr_"): "struct \(kind.dropFirst(4))"
        default: "memory of kind \(captures[1])"
        }
      var result = explained("an atomic operation on \(noun), which takes none")
      result.register = Int(captures[0])
      result.label = rejection.failureLabel(of: nil) + ", atomically"
      return result
    }
    return nil
  }
}
