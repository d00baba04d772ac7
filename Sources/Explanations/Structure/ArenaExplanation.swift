/// An arena used where, or by whom, it cannot be.
public enum ArenaExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1823", title: "an arena that this program cannot use so",
    why: """
      An arena (BPF_MAP_TYPE_ARENA, 6.9 and later) is memory shared with user space. A program uses at most one, needs CAP_BPF and \
      CAP_PERFMON and the JIT for it, and the arena needs its address in user space before the program is loaded: from \
      `map_extra`, or from mmap. Casts between the two kinds of its pointers (`cast_kern`, `cast_user`) are for programs that use it.
      """,
    fix:
      "use one arena map in the program, give it an address (`map_extra` or mmap before the load), and load with CAP_BPF and CAP_PERFMON",
    causes: [
      "an object is loaded without libbpf, and the arena was not mapped first",
      "a program includes code for two arenas",
      "an `__arena` pointer is used, and the compiler's cast stands in a program that names no arena map",
      "an arena pointer is read as a signed type smaller than 64 bits",
    ],
    repair: .init(
      before: "__uint(type, BPF_MAP_TYPE_ARENA);\n__uint(max_entries, 10);",
      after:
        "__uint(type, BPF_MAP_TYPE_ARENA);\n__uint(map_flags, BPF_F_MMAPABLE);\n__uint(max_entries, 10);\n"
        + "__ulong(map_extra, 0x1ull << 44);"),
    wordings: [
      .init(
        "6.9 and later", "addr_space_cast insn can only be used in a program that has an associated arena",
        "a cast of an arena pointer stands in a program that uses no arena"),
      .init(
        "6.9 and later", "addr_space_cast insn can only convert between address space 1 and 0",
        "a cast between address spaces other than the arena's (1) and the kernel's (0)"),
    ],
    seeAlso: ["A1519", "A1804"],
    examples: [
      .init(
        "6.9 and later", ["addr_space_cast insn can only be used in a program that has an associated arena"],
        summary: "a cast of an arena pointer stands in a program that uses no arena"),
      .init(
        "6.9 and later", ["addr_space_cast insn can only convert between address space 1 and 0"],
        summary: "a cast between address spaces other than the arena's (1) and the kernel's (0)"),
    ])
}
