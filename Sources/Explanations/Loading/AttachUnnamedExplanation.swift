import BPFObject

/// A program that says nothing of what it attaches to.
public enum AttachUnnamedExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1912", title: "the program does not say what it attaches to",
    why: """
      The verifier checks fentry, fexit, fmod_ret, LSM, tp_btf, iterator and freplace programs against their target: \
      arguments and return values are the target's. So the target has to be known when the program is loaded, from its \
      section or from bpf_program__set_attach_target().
      """,
    fix:
      "name the target in the section, such as SEC(\"fentry/vfs_read\"), or call bpf_program__set_attach_target() before the load",
    causes: [
      "SEC(\"fentry\") without a function, and a loader that does not set one.",
      "A freplace program: its target is another loaded program, which only the loader knows.",
    ],
    repair: .init(before: "SEC(\"fentry\")", after: "SEC(\"fentry/vfs_read\")"),
    wordings: [
      .init(
        "libbpf", "prog '%w': no BTF-based attach target is specified", "the section of {0} names nothing to attach to"),
      .init(
        "libbpf", "prog '%w': attach program FD is not set",
        "{0} replaces a function of another program, and which program is not said"),
      .init(
        "5.5 and later", "Tracing programs must provide btf_id", "the program is loaded without a function to attach to"
      ),
      .init(
        "libbpf", "prog '%w': supply none or both of target_fd and attach_func_name",
        "{0} is given only half of its target: the program or the function is missing"),
      .init(
        "the reason as assay words it", "the section names no function to replace",
        "the section names no function to replace"),
    ],
    seeAlso: ["A1910", "A1913"],
    examples: [
      .init(
        "libbpf",
        ["prog 'entered': no BTF-based attach target is specified, use bpf_program__set_attach_target()"],
        summary: "the section of entered names nothing to attach to"),
      .init(
        "libbpf", ["prog 'other': attach program FD is not set"],
        summary: "other replaces a function of another program, and which program is not said"),
      .init(
        "5.5 and later", ["Tracing programs must provide btf_id"],
        summary: "the program is loaded without a function to attach to"),
      .init(
        "libbpf", ["prog 'other': supply none or both of target_fd and attach_func_name"],
        summary: "other is given only half of its target: the program or the function is missing"),
      .init(
        "the reason as assay words it", ["the section names no function to replace"],
        summary: "the section names no function to replace"),
    ])

  /// A target that is not named.
  public static func explain(_ rejection: Rejection) -> Explained? {
    guard var explained = worded(rejection) else { return nil }
    explained.primary = rejection.sectionLine("names no target")
    if rejection.messages.contains(where: { $0.contains("attach program FD is not set") }) {
      explained.advice =
        "give the program to replace a function of: `assay verify --replace-target OBJECT:PROGRAM`, in a loader "
        + "bpf_program__set_attach_target()"
    }
    return explained
  }
}
