import KernelFacts

/// A program of more functions than one may have.
public enum SubprogramLimitExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1807", title: "more than 256 functions in one program",
    why: "A program may consist of at most 256 functions (BPF_MAX_SUBPROGS), its entry and all callbacks included.",
    fix: "inline small functions (`static __always_inline`), or split the program with tail calls",
    causes: [
      "generated code has a function for each rule",
      "the file is compiled without optimisation, so that nothing is inlined",
    ],
    repair: .init(
      before: "static __noinline int rule_17(struct xdp_md *ctx)",
      after: "static __always_inline int rule_17(struct xdp_md *ctx)"),
    wordings: [
      .init("5.4 and later", "too many subprograms", "the program has more than 256 functions")
    ],
    seeAlso: ["A1004"],
    examples: [
      .init("5.4 and later", ["too many subprograms"], summary: "the program has more than 256 functions")
    ])
}
