/// A context member that stands for a reference which the program has given back.
public enum ContextReleasedExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1223", title: "an argument is read again after the reference in it was given back",
    why: """
      Some struct_ops functions get a reference as an argument (a qdisc's packet): once the program has released or stored \
      it, the argument may point to what is gone, and may not be read again.
      """,
    fix: "read the argument into a variable first, and use it only before it is released",
    causes: [
      "the argument is released on one path and read again after the paths meet",
      "a second call of a function gets the argument anew from the context",
    ],
    repair: .init(
      before: "bpf_qdisc_skb_drop(skb, to_free);\nlength = skb->len;",
      after: "length = skb->len;\nbpf_qdisc_skb_drop(skb, to_free);"),
    wordings: [
      .init(
        "6.16 and later", "invalid bpf_context access off=%d. Reference may already be released",
        "the argument at offset {0} of the context is read after its reference may have been given back")
    ],
    seeAlso: ["A1220", "A1251"],
    examples: [
      .init(
        "6.16 and later", ["invalid bpf_context access off=8. Reference may already be released"],
        summary: "the argument at offset 8 of the context is read after its reference may have been given back")
    ])
}
