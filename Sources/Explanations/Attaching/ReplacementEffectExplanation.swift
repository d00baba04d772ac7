import BPFObject

/// A replacement that does what the original does not.
public enum ReplacementEffectExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1873", title: "an extension that does what the function it replaces does not",
    why: """
      The target program was verified with what its function may do: whether packet pointers survive a call of it, whether \
      it may sleep, which device it is bound to. A replacement that does more would make that verdict wrong.
      """,
    fix: "keep the replacement from it, or make the original one that does it too",
    causes: [
      "The replacement calls bpf_xdp_adjust_head(), bpf_skb_pull_data() or another helper that moves the packet.",
      "The replacement is sleepable, or calls what may sleep.",
      "The target is bound to a device (xdpmeta), and the extension is not.",
    ],
    repair: .init(
      before: "int policy(struct xdp_md *ctx) { return XDP_PASS; } /* the original */",
      after: "int policy(struct xdp_md *ctx) { bpf_xdp_adjust_meta(ctx, 0); return XDP_PASS; }"),
    wordings: [
      .init(
        "6.12 and later", "Extension program changes packet data, while original does not",
        "the replacement changes the packet, and the function that it replaces does not"),
      .init(
        "7.0 and later", "Extension program may sleep, while original does not",
        "the replacement may sleep, and the function that it replaces does not"),
      .init(
        "6.3 and later", "Target program bound device mismatch",
        "the replacement and its target are bound to different devices"),
    ],
    seeAlso: ["A1872"],
    examples: [
      .init(
        "6.12 and later", ["Extension program changes packet data, while original does not"],
        summary: "the replacement changes the packet, and the function that it replaces does not"),
      .init(
        "7.0 and later", ["Extension program may sleep, while original does not"],
        summary: "the replacement may sleep, and the function that it replaces does not"),
      .init(
        "6.3 and later", ["Target program bound device mismatch"],
        summary: "the replacement and its target are bound to different devices"),
    ])
}
