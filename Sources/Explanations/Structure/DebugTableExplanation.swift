/// Tables of functions, lines or relocations that do not agree with the instructions.
public enum DebugTableExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1812", title: "the object's tables of functions and lines do not agree with its instructions",
    why: """
      With the instructions a loader passes tables made of .BTF.ext: the type of each function, the source line of \
      instructions, relocations of structure offsets. They have to be sorted, to lie within the program, to name types and \
      strings of the BTF that is passed with them, and to have an entry for each function.
      """,
    fix:
      "compile the object anew with -g and load it with a current libbpf; do not change its instructions without the tables",
    causes: [
      "instructions were inserted or removed after compilation, and the tables left as they were",
      "the object was linked from parts by a tool that does not merge .BTF.ext (use `bpftool gen object`)",
      "functions were put together from assembly, and only some have type information",
      "a loader written by hand passes the section's offsets (in bytes) for the program's (in instructions)",
    ],
    repair: .init(before: "llvm-objcopy --strip-debug filter.bpf.o", after: "llvm-strip -g filter.bpf.o"),
    wordings: tables.map { .init($0.kernels, $0.format, $0.summary) },
    examples: tables.map { .init($0.kernels, [$0.example], summary: $0.shown) })

  private static let tables: [(kernels: String, format: String, summary: String, example: String, shown: String)] = [
    (
      "5.4 and later", "number of funcs in func_info doesn't match number of subprogs",
      "the table of functions has not as many entries as the program has functions",
      "number of funcs in func_info doesn't match number of subprogs",
      "the table of functions has not as many entries as the program has functions"
    ),
    (
      "5.4 and later", "func_info BTF section doesn't match subprog layout in BPF program",
      "the table of functions gives other places than the program's functions have",
      "func_info BTF section doesn't match subprog layout in BPF program",
      "the table of functions gives other places than the program's functions have"
    ),
    (
      "5.4 and later", "invalid func info rec size %d", "the table of functions has entries of {0} bytes",
      "invalid func info rec size 4", "the table of functions has entries of 4 bytes"
    ),
    (
      "5.4 and later", "invalid type id %d in func info", "the table of functions names type {0}, which is no function",
      "invalid type id 7 in func info", "the table of functions names type 7, which is no function"
    ),
    (
      "5.4 and later", "nonzero insn_off %d for the first func info record",
      "the table of functions begins at instruction {0}, not 0", "nonzero insn_off 4 for the first func info record",
      "the table of functions begins at instruction 4, not 0"
    ),
    (
      "5.4 and later", "nonzero tailing record in func info",
      "the table of functions has longer entries than this kernel knows, with something in them",
      "nonzero tailing record in func info",
      "the table of functions has longer entries than this kernel knows, with something in them"
    ),
    (
      "5.4 and later", "same or smaller insn offset (%d) than previous func info record (%d)",
      "the table of functions is not sorted: {0} stands after {1}",
      "same or smaller insn offset (3) than previous func info record (9)",
      "the table of functions is not sorted: 3 stands after 9"
    ),
    (
      "5.4 and later", "Invalid insn code at line_info[%d].insn_off",
      "the table of lines, entry {0}, names the second half of a 64-bit constant",
      "Invalid insn code at line_info[2].insn_off",
      "the table of lines, entry 2, names the second half of a 64-bit constant"
    ),
    (
      "5.4 and later", "Invalid line_info[%d].insn_off:%d (prev_offset:%d prog->len:%d)",
      "the table of lines, entry {0}, names instruction {1}: it is not sorted, or leaves the program of {3}",
      "Invalid line_info[2].insn_off:9 (prev_offset:12 prog->len:20)",
      "the table of lines, entry 2, names instruction 9: it is not sorted, or leaves the program of 20"
    ),
    (
      "5.4 and later", "Invalid line_info[%d].line_off or .file_name_off",
      "the table of lines, entry {0}, names a text that the BTF does not have",
      "Invalid line_info[2].line_off or .file_name_off",
      "the table of lines, entry 2, names a text that the BTF does not have"
    ),
    (
      "5.4 and later", "missing bpf_line_info for %d funcs starting from func#%d",
      "the table of lines has nothing for {0} functions from function {1} on",
      "missing bpf_line_info for 2 funcs starting from func#1",
      "the table of lines has nothing for 2 functions from function 1 on"
    ),
    (
      "5.4 and later", "missing bpf_line_info for func#%d", "the table of lines has nothing for function {0}",
      "missing bpf_line_info for func#1", "the table of lines has nothing for function 1"
    ),
    (
      "5.4 and later", "nonzero tailing record in line_info",
      "the table of lines has longer entries than this kernel knows, with something in them",
      "nonzero tailing record in line_info",
      "the table of lines has longer entries than this kernel knows, with something in them"
    ),
    (
      "5.17 and later", "Invalid core_relo[%d].insn_off:%d prog->len:%d",
      "the table of relocations, entry {0}, names instruction {1}, outside of the program of {2}",
      "Invalid core_relo[0].insn_off:90 prog->len:12",
      "the table of relocations, entry 0, names instruction 90, outside of the program of 12"
    ),
    (
      "5.17 and later", "nonzero tailing record in core_relo",
      "the table of relocations has longer entries than this kernel knows, with something in them",
      "nonzero tailing record in core_relo",
      "the table of relocations has longer entries than this kernel knows, with something in them"
    ),
    (
      "5.17 and later", "relo #%d: bad type id %d", "relocation {0} names type {1}, which the BTF does not have",
      "relo #0: bad type id 900", "relocation 0 names type 900, which the BTF does not have"
    ),
  ]
}
