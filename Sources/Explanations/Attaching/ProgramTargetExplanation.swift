import BPFObject

/// A BPF program attached to a BPF program that does not take it.
public enum ProgramTargetExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1863", title: "a BPF program that cannot be attached to this BPF program",
    why: """
      Tracing programs and extensions can be attached to other BPF programs, if those are JIT-compiled and have BTF, and not \
      in a circle: an extension cannot be extended, a tracer cannot be traced by a tracer, and fentry or fexit cannot be \
      replaced.
      """,
    fix: "attach to the original program, loaded with BTF and with the JIT on",
    causes: [
      "net.core.bpf_jit_enable is 0, or the target uses what the JIT lacks.",
      "The target was loaded without BTF (bpftool, tc with an old iproute2).",
      "freplace of a kernel function: only functions of BPF programs can be replaced.",
      "A tracing program that is attached to another tracing program.",
    ],
    repair: .init(before: "SEC(\"freplace/vfs_read\")", after: "SEC(\"fentry/vfs_read\")"),
    wordings: [
      .init("5.5 and later", "Can attach to only JITed progs", "the program to attach to is not JIT-compiled"),
      .init(
        "5.6 and later", "Extension programs should be JITed", "an extension has to be JIT-compiled, and the JIT is off"
      ),
      .init(
        "5.6 to 6.6", "Cannot recursively attach",
        "the program to attach to is of the same type, which would be a circle"),
      .init(
        "6.7 and later", "Cannot nest tracing program attach more than once",
        "the program to attach to traces a program already"),
      .init("5.6 and later", "Cannot extend fentry/fexit", "fentry and fexit programs cannot be replaced"),
      .init(
        "5.6 and later", "Cannot replace kernel functions",
        "freplace replaces functions of BPF programs, and this is the kernel's"),
      .init(
        "5.5 and later", "Only FENTRY/FEXIT%w progs are attachable to another BPF prog",
        "only fentry, fexit and freplace can be attached to a BPF program"),
      .init(
        "5.5 and later", "Only FENTRY/FEXIT progs are attachable to another BPF prog",
        "only fentry, fexit and freplace can be attached to a BPF program"),
      .init(
        "5.5 and later", "FENTRY/FEXIT program can only be attached to another program annotated with BTF",
        "the program to attach to was loaded without BTF"),
      .init(
        "6.19 and later", "Tracing program can only be attached to another program annotated with BTF",
        "the program to attach to was loaded without BTF"),
      .init("7.0 and later", "JIT does not support fsession", "fsession needs a JIT that this machine does not have"),
    ],
    seeAlso: ["A1862", "A1872"],
    examples: [
      .init(
        "5.5 and later", ["Can attach to only JITed progs"], summary: "the program to attach to is not JIT-compiled"),
      .init(
        "5.6 and later", ["Extension programs should be JITed"],
        summary: "an extension has to be JIT-compiled, and the JIT is off"),
      .init(
        "5.6 and later", ["Cannot recursively attach"],
        summary: "the program to attach to is of the same type, which would be a circle"),
      .init(
        "6.7 and later", ["Cannot nest tracing program attach more than once"],
        summary: "the program to attach to traces a program already"),
      .init("5.6 and later", ["Cannot extend fentry/fexit"], summary: "fentry and fexit programs cannot be replaced"),
      .init(
        "7.0 and later", ["Cannot extend fentry/fexit/fsession"],
        summary: "fentry and fexit programs cannot be replaced"),
      .init(
        "5.6 and later", ["Cannot replace kernel functions"],
        summary: "freplace replaces functions of BPF programs, and this is the kernel's"),
      .init(
        "5.5 and later", ["Only FENTRY/FEXIT progs are attachable to another BPF prog"],
        summary: "only fentry, fexit and freplace can be attached to a BPF program"),
      .init(
        "7.0 and later", ["Only FENTRY/FEXIT/FSESSION progs are attachable to another BPF prog"],
        summary: "only fentry, fexit and freplace can be attached to a BPF program"),
      .init(
        "5.5 and later", ["FENTRY/FEXIT program can only be attached to another program annotated with BTF"],
        summary: "the program to attach to was loaded without BTF"),
      .init(
        "6.19 and later", ["Tracing program can only be attached to another program annotated with BTF"],
        summary: "the program to attach to was loaded without BTF"),
      .init(
        "7.0 and later", ["JIT does not support fsession"],
        summary: "fsession needs a JIT that this machine does not have"),
    ])

  /// A program that does not take another.
  public static func explain(_ rejection: Rejection) -> Explained? {
    guard var explained = worded(rejection) else { return nil }
    explained.primary = rejection.sectionLine("attaches to a BPF program")
    return explained
  }
}
