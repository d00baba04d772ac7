import Findings

/// Something that the comparison function of a tree may not do.
public enum TreeCallbackExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1764", title: "a tree's comparison function does more than compare",
    why: """
      The function that bpf_rbtree_add calls to compare two nodes runs with the tree's lock held. It may read both nodes \
      and answer; it may not change the tree, nor take or release locks or sections.
      """,
    fix: "let the comparison only read the two nodes and return which is less",
    causes: ["The comparison removes or adds a node.", "It locks, or enters an RCU read section of its own."],
    wordings: [
      .init(
        "6.3 to 7.0", "rbtree_remove not allowed in rbtree cb", "the comparison function removes a node from the tree"),
      .init(
        "7.1 and later", "%w not allowed in rbtree cb", "the comparison function calls {0}, which changes the tree"),
      .init(
        "6.3 and later", "can't spin_{lock,unlock} in rbtree cb", "the comparison function takes or releases a lock"),
      .init(
        "6.15 and later", "can't res_spin_{lock,unlock} in rbtree cb",
        "the comparison function takes or releases a lock"),
      .init(
        "6.3 and later", "Calling bpf_rcu_read_{lock,unlock} in unnecessary rbtree callback",
        "the comparison function opens or closes an RCU read section: it runs with a lock held already"),
    ], seeAlso: ["A1761", "A1713"],
    examples: [
      .init(
        "6.3 to 7.0", ["rbtree_remove not allowed in rbtree cb"],
        summary: "the comparison function removes a node from the tree"),
      .init(
        "7.1 and later", ["bpf_rbtree_remove not allowed in rbtree cb"],
        summary: "the comparison function calls bpf_rbtree_remove, which changes the tree"),
      .init(
        "6.3 and later", ["can't spin_{lock,unlock} in rbtree cb"],
        summary: "the comparison function takes or releases a lock"),
      .init(
        "6.15 and later", ["can't res_spin_{lock,unlock} in rbtree cb"],
        summary: "the comparison function takes or releases a lock"),
      .init(
        "6.3 and later", ["Calling bpf_rcu_read_{lock,unlock} in unnecessary rbtree callback"],
        summary: "the comparison function opens or closes an RCU read section: it runs with a lock held already"),
    ])
}
