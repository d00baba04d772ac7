import Findings

/// A legacy packet load where it is not allowed.
public enum PacketLoadExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1810", title: "a legacy packet load where none is allowed",
    why: """
      BPF_LD_ABS and BPF_LD_IND (`load_byte()`, `load_half()`, `load_word()`) read the packet of a socket buffer and end the \
      program when it is too short. So they need that socket buffer in r6, a program type that has one (socket filters, tc, \
      cgroup_skb), and nothing held that the end would leave behind: no reference, lock or section.
      """,
    fix: "read the packet with bpf_skb_load_bytes, or through data and data_end",
    causes: [
      "a classic socket filter's code is used in an XDP program or another type without a socket buffer",
      "the packet is read between a lock and its unlock, or before a reference is released",
      "the load stands in a callback of bpf_loop or bpf_for_each_map_elem",
      "generated code does not keep the context in r6",
    ],
    repair: .init(
      before: "kind = load_half(skb, 12);",
      after: "if (bpf_skb_load_bytes(skb, 12, &kind, sizeof(kind)))\n    return 0;\nkind = bpf_ntohs(kind);"),
    wordings: [
      .init(
        "5.4 and later", "BPF_LD_[ABS|IND] instructions not allowed for this program type",
        "a legacy packet load in a program of a type that has no socket buffer"),
      .init(
        "5.4 and later", "at the time of BPF_LD_ABS|IND R6 != pointer to skb",
        "a legacy packet load while r6 does not hold the context"),
      .init(
        "6.8 and later", "cannot use BPF_LD_[ABS|IND] within callback", "a legacy packet load in a callback"),
    ],
    seeAlso: ["A1701"],
    examples: [
      .init(
        "5.4 and later", ["BPF_LD_[ABS|IND] instructions not allowed for this program type"],
        summary: "a legacy packet load in a program of a type that has no socket buffer"),
      .init(
        "5.4 and later", ["at the time of BPF_LD_ABS|IND R6 != pointer to skb"],
        summary: "a legacy packet load while r6 does not hold the context"),
      .init(
        "6.8 and later", ["cannot use BPF_LD_[ABS|IND] within callback"],
        summary: "a legacy packet load in a callback"),
    ])
}
