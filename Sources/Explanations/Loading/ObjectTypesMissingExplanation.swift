import BPFObject

/// The object has no BTF.
public enum ObjectTypesMissingExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1922", title: "the object has no BTF, which its maps or programs need",
    why: """
      Maps in `.maps`, externs, struct_ops and global functions are described by BTF, which clang writes only with -g. \
      Stripping the object with `strip` instead of `llvm-strip -g` takes it away again.
      """,
    fix: "compile with clang -g -target bpf, and strip with llvm-strip -g, which keeps the BTF",
    causes: [
      "-g is missing from the compiler's flags.",
      "The object was stripped of all debug sections.",
      "The compiler is gcc without -gbtf, or an old clang.",
    ],
    repair: .init(before: "clang -O2 -target bpf -c filter.bpf.c", after: "clang -g -O2 -target bpf -c filter.bpf.c"),
    wordings: [
      .init("libbpf", "BTF is required, but is missing or corrupted", "the object has no BTF that libbpf can read"),
      .init(
        "libbpf", "externs without BTF info are not supported", "the object has externs, and no BTF that describes them"
      ),
      .init("libbpf", "BTF header not found", "the object's BTF is cut short"),
      .init(
        "libbpf", "failed to find BTF info for global/extern symbol '%w'", "the object's BTF does not describe {0}"),
      .init(
        "5.6 and later", "Program extension requires BTF", "the program is loaded without BTF, which freplace compares"),
    ],
    seeAlso: ["A1921", "A1928"],
    examples: [
      .init(
        "libbpf", ["BTF is required, but is missing or corrupted."],
        summary: "the object has no BTF that libbpf can read"),
      .init(
        "libbpf", ["externs without BTF info are not supported"],
        summary: "the object has externs, and no BTF that describes them"),
      .init("libbpf", ["BTF header not found"], summary: "the object's BTF is cut short"),
      .init(
        "libbpf", ["failed to find BTF info for global/extern symbol 'limit'"],
        summary: "the object's BTF does not describe limit"),
      .init(
        "5.6 and later", ["Program extension requires BTF"],
        summary: "the program is loaded without BTF, which freplace compares"),
    ])
}
