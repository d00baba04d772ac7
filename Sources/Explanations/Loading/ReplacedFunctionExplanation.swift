import BPFObject

/// freplace of a function that the target program does not have.
public enum ReplacedFunctionExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1913", title: "the program to extend has no such function",
    why: """
      freplace, and fentry or fexit on a BPF program, name a function of another program. It is looked up in the BTF that \
      was loaded with that program; a function that was inlined away is not in it.
      """,
    fix: "name a global function of the target program, one that is not static and not inlined",
    causes: [
      "The function is static in the target, so that clang inlined it: make it global and __noinline.",
      "The name is of the C function, and SEC() says another one.",
      "The target was loaded without BTF.",
    ],
    repair: .init(
      before: "static int policy(struct xdp_md *ctx) { return XDP_PASS; }",
      after: "__noinline int policy(struct xdp_md *ctx) { return XDP_PASS; }"),
    wordings: [
      .init(
        "libbpf", "prog '%w': failed to find BPF program (FD %d) BTF ID for '%w'",
        "the program that {0} extends has no function {2}"),
      .init("libbpf before 1.0", "%w is not found in prog's BTF", "the program to extend has no function {0}"),
      .init(
        "libbpf", "failed bpf_prog_get_info_by_fd for FD %d", "the program to extend cannot be asked for its functions"),
      .init("libbpf before 1.0", "The target program doesn't have BTF", "the program to extend was loaded without BTF"),
    ],
    seeAlso: ["A1872", "A1912"],
    examples: [
      .init(
        "libbpf", ["prog 'other': failed to find BPF program (FD 7) BTF ID for 'policy': -2"],
        summary: "the program that other extends has no function policy"),
      .init(
        "libbpf before 1.0", ["policy is not found in prog's BTF"],
        summary: "the program to extend has no function policy"),
      .init(
        "libbpf", ["failed bpf_prog_get_info_by_fd for FD 7: -9"],
        summary: "the program to extend cannot be asked for its functions"),
      .init(
        "libbpf before 1.0", ["The target program doesn't have BTF"],
        summary: "the program to extend was loaded without BTF"),
    ])

  /// A function that is not there.
  public static func explain(_ rejection: Rejection) -> Explained? {
    guard var explained = worded(rejection) else { return nil }
    explained.primary = rejection.sectionLine("the target has no such function")
    return explained
  }
}
