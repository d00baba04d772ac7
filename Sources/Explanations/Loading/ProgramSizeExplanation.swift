import BPFObject

/// More instructions than a program may have.
public enum ProgramSizeExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1933", title: "the program has more instructions than the kernel takes",
    why: """
      A program may have 1,000,000 instructions when it is loaded with CAP_BPF (5.2 and later), and 4,096 without, or on an \
      older kernel. Longer ones are answered with E2BIG before the verifier looks; it leaves no log then. With a log, E2BIG \
      means that the verifier walked too many instructions, which is another limit.
      """,
    fix: "load it with CAP_BPF and CAP_PERFMON on 5.2 or later, or split it with tail calls",
    causes: [
      "The process has no CAP_BPF: then 4,096 instructions are the limit.",
      "The kernel is older than 5.2.",
      "Everything is inlined and unrolled: `#pragma unroll` and __always_inline multiply.",
    ],
    repair: .init(
      before: "#pragma unroll\nfor (i = 0; i < 1024; i++)",
      after: "bpf_for(i, 0, 1024) /* 6.4; bpf_loop() since 5.17 */"),
    wordings: [
      .init(
        "libbpf", "prog '%w': BPF program load failed: Argument list too long",
        "the kernel refuses {0} for its size: E2BIG", isGeneral: true),
      .init(
        "libbpf 1.6 and later", "prog '%w': BPF program load failed: -E2BIG",
        "the kernel refuses {0} for its size: E2BIG",
        isGeneral: true),
      .init(
        "the reason as assay words it", "the kernel refuses to verify the program: E2BIG",
        "the kernel refuses the program for its size: E2BIG"),
      .init(
        "BCC, of E2BIG", "bpf: Argument list too long. Program %s too large (%d insns), at most %d insns",
        "the kernel refuses the program with E2BIG: its {1} instructions are too many, or walking them is"),
    ],
    seeAlso: ["A1103", "A1940"],
    examples: [
      .init(
        "libbpf", ["prog 'large': BPF program load failed: Argument list too long"],
        summary: "the kernel refuses large for its size: E2BIG"),
      .init(
        "libbpf 1.6 and later", ["prog 'large': BPF program load failed: -E2BIG"],
        summary: "the kernel refuses large for its size: E2BIG"),
      .init(
        "the reason as assay words it", ["the kernel refuses to verify the program: E2BIG (argument list too long)"],
        summary: "the kernel refuses the program for its size: E2BIG"),
      .init(
        "BCC, of E2BIG", ["bpf: Argument list too long. Program count too large (4200 insns), at most 4096 insns"],
        summary: "the kernel refuses the program with E2BIG: its 4200 instructions are too many, or walking them is"),
    ])

  /// An error number that stands for the size. That walking a short program is too much is another page's.
  public static func explain(_ rejection: Rejection) -> Explained? {
    InstructionLimitExplanation.explain(rejection) == nil ? worded(rejection) : nil
  }
}
