import BPFObject

/// A BPF token that cannot be had.
public enum TokenExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1947", title: "no BPF token can be had from the BPF file system",
    why: """
      Since 6.9 a process in a user namespace may load programs with a token: a descriptor made from a bpffs that was mounted \
      with delegate_cmds, delegate_maps, delegate_progs and delegate_attachs by a privileged process. libbpf tries /sys/fs/bpf \
      by itself, and insists on the path that it is given.
      """,
    fix: "mount the bpffs with delegate_* options for the user namespace, or give no token path",
    causes: [
      "bpf_token_path or LIBBPF_BPF_TOKEN_PATH names a bpffs without delegation.",
      "The kernel is older than 6.9.",
    ],
    repair: .init(
      before: "mount -t bpf bpf /sys/fs/bpf",
      after: "mount -t bpf -o delegate_cmds=any,delegate_progs=any bpf /sys/fs/bpf"),
    wordings: [
      .init(
        "libbpf 1.4 and later", "object '%w': failed (%d) to create BPF token from '%w'",
        "no BPF token can be made from {2}", isGeneral: true),
      .init(
        "libbpf 1.4 and later", "object '%w': failed (%d) to open BPF FS mount at '%w'",
        "the BPF file system at {2} cannot be opened",
        isGeneral: true),
    ],
    seeAlso: ["A1940"],
    examples: [
      .init(
        "libbpf 1.4 and later", ["object 'filter': failed (-1) to create BPF token from '/sys/fs/bpf'"],
        summary: "no BPF token can be made from /sys/fs/bpf"),
      .init(
        "libbpf 1.4 and later", ["object 'filter': failed (-2) to open BPF FS mount at '/sys/fs/bpf'"],
        summary: "the BPF file system at /sys/fs/bpf cannot be opened"),
    ])
}
