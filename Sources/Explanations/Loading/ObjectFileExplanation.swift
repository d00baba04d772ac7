import BPFObject

/// The file is no object that can be loaded on this machine.
public enum ObjectFileExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1932", title: "the file is no BPF object of this machine",
    why: """
      A BPF object is a relocatable 64-bit ELF file of machine BPF, in the byte order of the machine that loads it. A source \
      file, an executable, LLVM bitcode, or an object of the other byte order is refused when it is opened.
      """,
    fix: "compile with clang -target bpf -c; for a machine of the other byte order with -target bpfeb or bpfel",
    causes: [
      "clang without -target bpf, or with -emit-llvm.",
      "A linked executable or a skeleton in place of the object.",
      "An object built on a big-endian machine for a little-endian one, or the other way.",
    ],
    repair: .init(before: "clang -O2 -g -c filter.bpf.c", after: "clang -O2 -g -target bpf -c filter.bpf.c"),
    wordings: [
      .init("libbpf", "elf: endianness mismatch in %s.", "the object is of the other byte order"),
      .init("libbpf", "elf: %s is not a valid eBPF object file", "the file is an ELF file, but not of BPF"),
      .init("libbpf", "elf: '%s' is not a 64-bit ELF object", "the file is a 32-bit ELF file"),
      .init("libbpf", "elf: '%s' is not a proper ELF object", "the file is not an ELF object"),
      .init("libbpf", "elf: failed to open %s as ELF file", "the file is not an ELF object"),
      .init("libbpf", "elf: failed to open %s: ", "the file cannot be opened"),
      .init(
        "libbpf", "elf: couldn't find symbol table in %s, stripped object file?",
        "the object has no symbol table: it was stripped"),
      .init(
        "libbpf", "elf: symbol strings section missing or invalid in %s",
        "the object has no symbol names: it was stripped"),
      .init("libbpf", "sec '%w': corrupted program '%w', offset", "program {1} reaches beyond its section {0}"),
      .init(
        "libbpf", "sec '%w': program at offset %d crosses section boundary", "a program reaches beyond its section {0}"),
      .init("libbpf", "invalid license section in %s", "section license holds no text"),
      .init("libbpf", "invalid kver section in %s", "section version does not hold a number"),
      .init("libbpf", "elf: failed to get %s from %s", "the ELF file is damaged: its {0} cannot be read"),
    ],
    seeAlso: ["A1922"],
    examples: [
      .init("libbpf", ["elf: endianness mismatch in filter.bpf.o."], summary: "the object is of the other byte order"),
      .init(
        "libbpf", ["elf: filter.o is not a valid eBPF object file"], summary: "the file is an ELF file, but not of BPF"),
      .init("libbpf", ["elf: 'filter.o' is not a 64-bit ELF object"], summary: "the file is a 32-bit ELF file"),
      .init("libbpf", ["elf: 'filter.c' is not a proper ELF object"], summary: "the file is not an ELF object"),
      .init(
        "libbpf", ["elf: failed to open filter.c as ELF file: invalid `Elf' handle"],
        summary: "the file is not an ELF object"),
      .init(
        "libbpf", ["elf: failed to open filter.bpf.o: No such file or directory"], summary: "the file cannot be opened"),
      .init(
        "libbpf", ["elf: couldn't find symbol table in filter.bpf.o, stripped object file?"],
        summary: "the object has no symbol table: it was stripped"),
      .init(
        "libbpf", ["elf: symbol strings section missing or invalid in filter.bpf.o"],
        summary: "the object has no symbol names: it was stripped"),
      .init(
        "libbpf", ["sec 'xdp': corrupted program 'filter', offset 0, size 80"],
        summary: "program filter reaches beyond its section xdp"),
      .init(
        "libbpf", ["sec 'xdp': program at offset 64 crosses section boundary"],
        summary: "a program reaches beyond its section xdp"),
      .init("libbpf", ["invalid license section in filter.bpf.o"], summary: "section license holds no text"),
      .init("libbpf", ["invalid kver section in filter.bpf.o"], summary: "section version does not hold a number"),
      .init(
        "libbpf", ["elf: failed to get section(3) header from filter.bpf.o: invalid section index"],
        summary: "the ELF file is damaged: its section(3) header cannot be read"),
    ])
}
