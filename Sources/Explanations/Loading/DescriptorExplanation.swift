import BPFObject

/// Descriptors and type numbers that a loader wrote into a program, and that mean nothing to this kernel.
public enum DescriptorExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1948", title: "the loader handed the kernel a descriptor or type number that does not fit",
    why: """
      Before the load, a loader writes into the instructions which map, kernel symbol or attach target they mean: file \
      descriptors and BTF type numbers of the running kernel. When the kernel finds something else under the number, the \
      mistake is the loader's, or the instructions were loaded without a loader at all.
      """,
    fix:
      "load the object with libbpf or another loader that relocates it, on the kernel that it resolved the numbers for",
    causes: [
      "Instructions taken from an object by hand, with maps that were never made: fd 0.",
      "A map closed before the load.",
      "A light skeleton or a cache of resolved numbers that is of another kernel.",
    ],
    repair: .init(
      before: "bpf_prog_load(type, name, license, insns_of_the_section, count, &opts);",
      after: "bpf_object__open_file(\"filter.bpf.o\", NULL); /* and bpf_object__load() */"),
    wordings: [
      .init("5.4 to 6.10", "fd %d is not pointing to valid bpf_map", "descriptor {0} in the program is no map"),
      .init(
        "5.14 and later", "fd_idx without fd_array is invalid",
        "the program names maps by index, and no list of maps is given"),
      .init(
        "6.14 and later", "fd_array_cnt is too big (%d)",
        "the list of maps and BTF given with the program is too long: {0}"),
      .init(
        "5.13 and later", "invalid module BTF object FD specified",
        "a kernel symbol is looked up in what is no module's BTF"),
      .init(
        "5.11 and later", "ldimm64 insn specifies invalid btf_id %d",
        "the program refers to kernel type {0}, which this kernel does not have"),
      .init(
        "5.11 to 6.2", "pseudo btf_id %d in ldimm64 isn't KIND_VAR",
        "the program refers to kernel type {0}, which is no variable"),
      .init(
        "5.6 and later", "attach_btf_id %d is invalid",
        "the program attaches to kernel type {0}, which this kernel does not have"),
      .init(
        "5.6 and later", "attach_btf_id %d doesn't have a name",
        "the program attaches to kernel type {0}, which has no name"),
      .init(
        "5.5 and later", "attach_btf_id %d is not a function",
        "the program attaches to kernel type {0}, which is no function"),
      .init(
        "5.5 and later", "attach_btf_id %d is not a typedef",
        "the program attaches to kernel type {0}, which is no tracepoint"),
      .init(
        "5.7 and later", "attach_btf_id %d points to wrong type name %w",
        "the program attaches to {1}, which is no LSM hook"),
      .init(
        "6.19 and later", "Failed to properly initialize insn array",
        "the jump table of the program does not fit its instructions"),
    ],
    seeAlso: ["A1910", "A1912"],
    examples: [
      .init("5.4 to 6.10", ["fd 0 is not pointing to valid bpf_map"], summary: "descriptor 0 in the program is no map"),
      .init(
        "5.14 and later", ["fd_idx without fd_array is invalid"],
        summary: "the program names maps by index, and no list of maps is given"),
      .init(
        "6.14 and later", ["fd_array_cnt is too big (300)"],
        summary: "the list of maps and BTF given with the program is too long: 300"),
      .init(
        "5.13 and later", ["invalid module BTF object FD specified."],
        summary: "a kernel symbol is looked up in what is no module's BTF"),
      .init(
        "5.11 and later", ["ldimm64 insn specifies invalid btf_id 99999."],
        summary: "the program refers to kernel type 99999, which this kernel does not have"),
      .init(
        "5.11 to 6.2", ["pseudo btf_id 12 in ldimm64 isn't KIND_VAR."],
        summary: "the program refers to kernel type 12, which is no variable"),
      .init(
        "6.3 and later", ["pseudo btf_id 12 in ldimm64 isn't KIND_VAR or KIND_FUNC"],
        summary: "the program refers to kernel type 12, which is no variable"),
      .init(
        "5.6 and later", ["attach_btf_id 99999 is invalid"],
        summary: "the program attaches to kernel type 99999, which this kernel does not have"),
      .init(
        "5.6 and later", ["attach_btf_id 12 doesn't have a name"],
        summary: "the program attaches to kernel type 12, which has no name"),
      .init(
        "5.5 and later", ["attach_btf_id 12 is not a function"],
        summary: "the program attaches to kernel type 12, which is no function"),
      .init(
        "5.5 and later", ["attach_btf_id 12 is not a typedef"],
        summary: "the program attaches to kernel type 12, which is no tracepoint"),
      .init(
        "5.7 and later", ["attach_btf_id 12 points to wrong type name vfs_read"],
        summary: "the program attaches to vfs_read, which is no LSM hook"),
      .init(
        "6.19 and later", ["Failed to properly initialize insn array"],
        summary: "the jump table of the program does not fit its instructions"),
    ])
}
