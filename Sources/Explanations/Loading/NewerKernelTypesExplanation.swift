import BPFObject

/// The kernel's BTF is of a later form than the loader reads.
public enum NewerKernelTypesExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1919", title: "the loader's libbpf is too old to read this kernel's BTF",
    why: """
      A kernel's BTF is written by the pahole that it was built with, and may hold kinds that an older libbpf does not know: \
      FLOAT since 5.13, DECL_TAG 5.16, TYPE_TAG 5.17, ENUM64 6.0. libbpf then refuses all of it, and with it every program \
      that needs types of the kernel.
      """,
    fix: "build the loader with a newer libbpf: 1.0 or later reads the BTF of 6.0 and later",
    causes: [
      "A tool with a bundled libbpf before 1.0 on a kernel from 6.0 on, where 64-bit enums are BTF_KIND_ENUM64 (19)."
    ],
    repair: .init(before: "libbpf 0.8.1", after: "libbpf 1.0 or later"),
    wordings: [
      .init(
        "libbpf before 1.0", "Unsupported BTF_KIND:%d",
        "libbpf does not know BTF kind {0}, which this kernel's types have"),
      .init("libbpf", "unsupported BTF_KIND:%d", "libbpf does not know BTF kind {0}, which this kernel's types have"),
      .init("libbpf", "loading kernel BTF '%w': -22", "libbpf cannot read {0}"),
    ],
    seeAlso: ["A1920", "A1921"],
    examples: [
      .init(
        "libbpf before 1.0",
        [
          "Unsupported BTF_KIND:19", "loading kernel BTF '/sys/kernel/btf/vmlinux': -22",
          "failed to find valid kernel BTF", "Error loading vmlinux BTF: -3",
        ], summary: "libbpf does not know BTF kind 19, which this kernel's types have"),
      .init(
        "libbpf", ["unsupported BTF_KIND:20"],
        summary: "libbpf does not know BTF kind 20, which this kernel's types have"),
      .init(
        "libbpf", ["loading kernel BTF '/sys/kernel/btf/vmlinux': -22"],
        summary: "libbpf cannot read /sys/kernel/btf/vmlinux"),
    ])
}
