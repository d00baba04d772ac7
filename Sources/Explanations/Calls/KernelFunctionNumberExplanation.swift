/// A kernel function's number that names no function.
public enum KernelFunctionNumberExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1528", title: "a kernel function's number that names no function of this kernel",
    why: """
      In a loaded program a kernel function is a BTF type number, and for modules' functions the place of the module's BTF \
      in a table that the loader passes. Numbers that were found for another kernel, or without the table, lead nowhere.
      """,
    fix: "let the loader (libbpf, cilium/ebpf, aya) find the function by its name on the kernel that runs",
    causes: [
      "The instructions were made on one kernel and loaded on another.",
      "The loader does not pass the table of modules' BTF (fd_array), or is too old for functions of modules.",
      "The module was unloaded between the look-up and the load.",
    ],
    wordings: [
      .init("5.18 and later", "invalid kernel function btf_id %d", "type {0} of the kernel's BTF is no function"),
      .init("5.13 and later", "kernel btf_id %d is not a function", "type {0} of the kernel's BTF is no function"),
      .init(
        "5.13 and later", "kernel function btf_id %d does not have a valid func_proto",
        "function {0} of the kernel's BTF has no prototype"),
      .init(
        "5.16 and later", "negative offset disallowed for kernel module function call",
        "a function of a module is called with a place in the table of modules that cannot be"),
      .init(
        "5.16 and later", "kfunc offset > 0 without fd_array is invalid",
        "a function of a module is called, and the loader passed no table of modules"),
      .init(
        "5.16 and later", "BTF fd for kfunc is not a module BTF",
        "the table of modules has a BTF in it that is no module's"),
      .init(
        "5.16 and later", "failed to find BTF for kernel function",
        "the BTF that a kernel function belongs to is not there"),
      .init("7.2 and later", "function name %w is too long", "a kernel function's name is too long: {0}"),
      .init(
        "7.2 and later", "kfunc %w has inconsistent KF_IMPLICIT_ARGS",
        "the kernel's own description of {0} is inconsistent"),
    ],
    seeAlso: ["A1507"],
    examples: [
      .init(
        "5.18 and later", ["invalid kernel function btf_id 71234"],
        summary: "type 71234 of the kernel's BTF is no function"),
      .init(
        "5.13 and later", ["kernel btf_id 71234 is not a function"],
        summary: "type 71234 of the kernel's BTF is no function"),
      .init(
        "5.13 and later", ["kernel function btf_id 71234 does not have a valid func_proto"],
        summary: "function 71234 of the kernel's BTF has no prototype"),
      .init(
        "5.16 and later", ["negative offset disallowed for kernel module function call"],
        summary: "a function of a module is called with a place in the table of modules that cannot be"),
      .init(
        "5.16 and later", ["kfunc offset > 0 without fd_array is invalid"],
        summary: "a function of a module is called, and the loader passed no table of modules"),
      .init(
        "5.16 and later", ["BTF fd for kfunc is not a module BTF"],
        summary: "the table of modules has a BTF in it that is no module's"),
      .init(
        "5.16 and later", ["failed to find BTF for kernel function"],
        summary: "the BTF that a kernel function belongs to is not there"),
      .init(
        "7.2 and later", ["function name bpf_long_impl is too long"],
        summary: "a kernel function's name is too long: bpf_long_impl"),
      .init(
        "7.2 and later", ["kfunc bpf_odd has inconsistent KF_IMPLICIT_ARGS"],
        summary: "the kernel's own description of bpf_odd is inconsistent"),
    ])
}
