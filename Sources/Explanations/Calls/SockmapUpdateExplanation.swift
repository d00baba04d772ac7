/// A socket map, changed where that is not allowed.
public enum SockmapUpdateExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1514", title: "a socket map is changed in a program that may not",
    why: """
      Putting a socket into a sockmap or sockhash, or taking one out, takes locks of the socket's. The kernel allows it \
      where these locks cannot already be held: sock_ops (with bpf_sock_map_update), tc, sk_skb, sk_msg, socket filters, \
      sk_reuseport, sk_lookup, XDP and some iterators and tracing programs. The value \
      is a socket, not memory.
      """,
    fix: "change the map from user space or from a sock_ops program (bpf_sock_map_update, bpf_sock_hash_update)",
    causes: [
      "bpf_map_update_elem or bpf_map_delete_elem is called on a sockmap in a kprobe, tracepoint or cgroup program.",
      "sock_ops has helpers of its own for it: bpf_sock_map_update and bpf_sock_hash_update.",
    ],
    wordings: [
      .init(
        "5.9 and later", "cannot update sockmap in this context", "a socket map is changed in a program that may not"),
      .init(
        "5.9 and later", "invalid arg_type for sockmap/sockhash", "a helper is called on a socket map that takes none"),
    ],
    seeAlso: ["A1613", "A1502"],
    examples: [
      .init(
        "5.9 and later", ["cannot update sockmap in this context"],
        summary: "a socket map is changed in a program that may not"),
      .init(
        "5.9 and later", ["invalid arg_type for sockmap/sockhash"],
        summary: "a helper is called on a socket map that takes none"),
    ])

  /// A change of a socket map.
  public static func explain(_ rejection: Rejection) -> Explained? {
    guard var explained = worded(rejection) else { return nil }
    if let callee = rejection.refusedCall?.callee, rejection.programType != nil {
      explained.summary = "\(callee) may not change a socket map in \(rejection.programsOfItsType)"
    }
    explained.fixPlace = rejection.sectionPlace()
    return explained
  }
}
