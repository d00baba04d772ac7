import BPFObject

/// `kernel.unprivileged_bpf_disabled`.
public enum UnprivilegedExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1942", title: "loads without capabilities are switched off (kernel.unprivileged_bpf_disabled)",
    why: """
      Socket filters and cgroup_skb programs could once be loaded by anybody. Since 5.16 most kernels switch that off: \
      kernel.unprivileged_bpf_disabled is 2, or 1, which cannot be undone until the next boot. Then every load needs CAP_BPF.
      """,
    fix: "run with CAP_BPF, or as root",
    causes: ["The program was written when a user's socket filter needed no capability."],
    repair: .init(before: "$ ./filter", after: "$ sudo capsh --keep=1 --user=$USER --addamb=cap_bpf -- -c ./filter"),
    wordings: [
      .init(
        "the reason as assay words it",
        "loading a %w program needs CAP_BPF here: kernel.unprivileged_bpf_disabled is %d",
        "loading a {0} program needs CAP_BPF here: kernel.unprivileged_bpf_disabled is {1}")
    ],
    seeAlso: ["A1940"],
    examples: [
      .init(
        "the reason as assay words it",
        ["loading a socket_filter program needs CAP_BPF here: kernel.unprivileged_bpf_disabled is 2"],
        summary: "loading a socket_filter program needs CAP_BPF here: kernel.unprivileged_bpf_disabled is 2")
    ])
}
