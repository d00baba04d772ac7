/// bpf_rdonly_cast or bpf_core_cast to what is no struct.
public enum CastTypeExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1625", title: "a cast to a type that the kernel cannot cast to",
    why: """
      bpf_rdonly_cast (and bpf_core_cast around it) gives a number the type of a kernel struct, named by its BTF number: \
      that has to be a struct of this kernel (6.17 and later: or void).
      """,
    fix: "cast to a struct that this kernel's BTF has: `bpf_core_cast(pointer, struct NAME)`",
    causes: [
      "The type is an integer, a union, a typedef or a struct of the program's own.",
      "The kernel has no struct of that name.",
    ],
    repair: .init(before: "bpf_core_cast(p, __u64)", after: "bpf_core_cast(p, struct sock)"),
    wordings: [
      .init(
        "6.2 and later", "kfunc bpf_rdonly_cast type ID argument must be of a struct", "the type of a cast is no struct"
      ),
      .init(
        "6.2 and later", "Unknown type ID %d passed to kfunc bpf_rdonly_cast",
        "the type of a cast, {0}, is not in the kernel's BTF"),
    ],
    seeAlso: ["A1606"],
    examples: [
      .init(
        "6.2 to 6.16", ["kfunc bpf_rdonly_cast type ID argument must be of a struct"],
        summary: "the type of a cast is no struct"),
      .init(
        "6.17 and later", ["kfunc bpf_rdonly_cast type ID argument must be of a struct or void"],
        summary: "the type of a cast is no struct"),
      .init(
        "6.2 and later", ["Unknown type ID 999999 passed to kfunc bpf_rdonly_cast"],
        summary: "the type of a cast, 999999, is not in the kernel's BTF"),
    ])
}
