import BPFObject

/// The kernel does not take the object's BTF.
public enum ObjectTypesRefusedExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1921", title: "the kernel refuses the object's BTF",
    why: """
      libbpf loads the object's BTF before maps and programs. A kernel refuses BTF with a kind that it does not know \
      (FLOAT came with 5.13, DECL_TAG 5.16, TYPE_TAG 5.17, ENUM64 6.0), and what it finds malformed. libbpf replaces the \
      kinds that it knows to be newer than the kernel; another loader, or an older libbpf, may not.
      """,
    fix: "load it with a newer libbpf, which replaces kinds that the kernel lacks, or compile with an older clang",
    causes: [
      "clang is newer than the loader's libbpf: a 64-bit enum or a btf_decl_tag makes a kind that nobody replaces.",
      "BTF made by another tool than clang, or changed by a linker.",
      "The BTF needs more locked memory than allowed, before 5.11.",
    ],
    repair: .init(
      before: "enum flags { HIGH = 1ULL << 40 }; /* BTF_KIND_ENUM64, since 6.0 */",
      after: "#define HIGH (1ULL << 40)"),
    wordings: [
      .init(
        "libbpf", "Error loading .BTF into kernel: %d. BTF is mandatory",
        "the kernel refuses the object's BTF, which its maps or programs need"),
      .init("libbpf", "Error loading .BTF into kernel", "the kernel refuses the object's BTF"),
      .init("libbpf", "BTF loading error", "the kernel refuses the object's BTF"),
      .init(
        "libbpf", "btf: type [%d]: unrecognized kind %d",
        "type {0} of the object's BTF has a kind that libbpf does not know: {1}"),
      .init("libbpf", "btf: type [%d]: ", "type {0} of the object's BTF is malformed"),
      .init("libbpf", "BTF type [%d] is malformed", "type {0} of the object's BTF is malformed"),
    ],
    seeAlso: ["A1922"],
    examples: [
      .init(
        "libbpf", ["Error loading .BTF into kernel: -22. BTF is mandatory, can't proceed."],
        summary: "the kernel refuses the object's BTF, which its maps or programs need: EINVAL"),
      .init(
        "libbpf 1.6 and later", ["Error loading .BTF into kernel: -EINVAL."],
        summary: "the kernel refuses the object's BTF: EINVAL"),
      .init("libbpf", ["BTF loading error: -22"], summary: "the kernel refuses the object's BTF: EINVAL"),
      .init(
        "libbpf", ["btf: type [7]: unrecognized kind 19"],
        summary: "type 7 of the object's BTF has a kind that libbpf does not know: 19"),
      .init(
        "libbpf", ["btf: type [7]: invalid referenced type ID 99"], summary: "type 7 of the object's BTF is malformed"),
      .init("libbpf", ["BTF type [7] is malformed"], summary: "type 7 of the object's BTF is malformed"),
    ])

  /// BTF that is refused.
  public static func explain(_ rejection: Rejection) -> Explained? {
    // Without BTF libbpf goes on where it can.
    if rejection.messages.contains(where: { $0.hasPrefix("Error loading .BTF") && $0.hasSuffix("ignoring.") }) {
      return nil
    }
    guard var explained = worded(rejection) else { return nil }
    let line = rejection.messages.first { $0.hasPrefix("Error loading .BTF") || $0.hasPrefix("BTF loading error") }
    if let error = line.flatMap({ LoaderError(in: $0) }) { explained.summary += ": \(error.name)" }
    return explained
  }
}
