/// A 64-bit constant that is malformed, or stands for something the kernel does not know.
public enum WideConstantExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1806", title: "a 64-bit constant that the kernel cannot make sense of",
    why: """
      A 64-bit constant takes two slots, the second of which holds nothing but the upper half. Its source field says what it \
      stands for: a plain number, a map, a place in a map's value (5.2), a kernel variable (5.10), a function of the program \
      for a callback (5.13), a map by its index (5.14). What is not so, or newer than the kernel, is refused.
      """,
    fix:
      "load the object with libbpf or another loader that fills these constants in, on a kernel that knows their kinds",
    causes: [
      "a callback (bpf_for_each_map_elem, bpf_loop) on a kernel before 5.13, a `__ksym` variable before 5.10",
      "a global variable or map reference was left as it stands in the object: the loader did not relocate it",
      "instructions are cut or put together in the middle of a constant: it takes two slots",
      "an index into a list of descriptors is used, and the load gives no list (`fd_array`)",
    ],
    repair: .init(
      before: "bpf(BPF_PROG_LOAD, ...) with the section's bytes as they are",
      after: "struct bpf_object *object = bpf_object__open(path);\nbpf_object__load(object);"),
    wordings: [
      .init(
        "5.4 and later", "invalid bpf_ld_imm64 insn", "a 64-bit constant without its second half"),
      .init(
        "5.4 and later", "unrecognized bpf_ld_imm64 insn",
        "a 64-bit constant that stands for something this kernel does not know"),
      .init("5.4 and later", "invalid BPF_LD_IMM insn", "a constant of another width than 64 bits"),
      .init(
        "5.4 and later", "BPF_LD_IMM64 uses reserved fields", "a 64-bit constant with fields that have to be zero"),
    ],
    seeAlso: ["A1802", "A1804"],
    examples: [
      .init("5.4 and later", ["invalid bpf_ld_imm64 insn"], summary: "a 64-bit constant without its second half"),
      .init(
        "5.4 and later", ["unrecognized bpf_ld_imm64 insn"],
        summary: "a 64-bit constant that stands for something this kernel does not know"),
      .init("5.4 and later", ["invalid BPF_LD_IMM insn"], summary: "a constant of another width than 64 bits"),
      .init(
        "5.4 and later", ["BPF_LD_IMM64 uses reserved fields"],
        summary: "a 64-bit constant with fields that have to be zero"),
    ])
}
