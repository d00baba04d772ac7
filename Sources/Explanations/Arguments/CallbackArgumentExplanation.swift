/// A callback that fails where it is called.
public enum CallbackArgumentExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1624", title: "a callback could not be verified for the kernel function that it is passed to",
    why: """
      A function that is passed as a callback is verified with the arguments that the kernel will call it with. What stands \
      in the log before this message is why that failed.
      """,
    fix: "give the callback the parameters that the kernel function calls it with",
    wordings: [
      .init(
        "6.3 and later", "kfunc %w#%d failed callback verification",
        "the callback that is passed to {0} could not be verified", isGeneral: true)
    ],
    examples: [
      .init(
        "6.3 and later", ["kfunc bpf_rbtree_add_impl#71234 failed callback verification"],
        summary: "the callback that is passed to bpf_rbtree_add_impl could not be verified")
    ])
}
