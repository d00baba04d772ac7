import BPFObject

/// A target that is in the BTF, and cannot be attached to.
public enum TargetFunctionExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1862", title: "the target function cannot be attached to",
    why: """
      A function in the kernel's BTF need not be attachable: one that is inlined everywhere has no address, a trampoline \
      cannot carry a result of more than 8 bytes, and since 6.16 the kernel keeps tracing programs away from a list of \
      functions that would not survive it. Static functions of BPF programs are not separate functions at all.
      """,
    fix: "attach to another function near it: a caller, or what it calls",
    causes: [
      "The function is inlined, or only its clones exist (NAME.isra.0).",
      "It is __init, and its code is gone.",
      "fentry on a function that returns a struct of 16 bytes.",
      "A static function of the BPF program that is to be traced or replaced: make it global and __noinline.",
    ],
    repair: .init(before: "SEC(\"fentry/do_exit\")", after: "SEC(\"tp_btf/sched_process_exit\")"),
    wordings: [
      .init(
        "5.5 and later", "The address of function %w cannot be found",
        "{0} is in the kernel's BTF and has no address: it is inlined, or its code is gone"),
      .init("5.6 and later", "Subprog %w doesn't exist", "the target program has no function {0}"),
      .init("5.6 and later", "Cannot replace static functions", "the function to replace is static"),
      .init(
        "6.11 and later", "Attach to function %w with a >8 byte return value is not supported",
        "{0} returns more than 8 bytes, which no trampoline can carry"),
      .init(
        "6.19 and later", "Attaching tracing programs to function '%w' is rejected",
        "the kernel lets no tracing program attach to {0}"),
      .init(
        "6.5 and later", "%w programs cannot attach to exception callback",
        "{0} programs cannot attach to an exception callback"),
    ],
    seeAlso: ["A1910", "A1863"],
    examples: [
      .init(
        "5.5 and later", ["The address of function vfs_fsync cannot be found"],
        summary: "vfs_fsync is in the kernel's BTF and has no address: it is inlined, or its code is gone"),
      .init("5.6 and later", ["Subprog policy doesn't exist"], summary: "the target program has no function policy"),
      .init("5.6 and later", ["Cannot replace static functions"], summary: "the function to replace is static"),
      .init(
        "6.11 and later",
        ["Attach to function pair with a >8 byte return value is not supported for this attach type"],
        summary: "pair returns more than 8 bytes, which no trampoline can carry"),
      .init(
        "6.19 and later", ["Attaching tracing programs to function '__rcu_read_lock' is rejected."],
        summary: "the kernel lets no tracing program attach to __rcu_read_lock"),
      .init(
        "6.7 and later", ["FREPLACE programs cannot attach to exception callback"],
        summary: "FREPLACE programs cannot attach to an exception callback"),
    ])

  /// A function without a place.
  public static func explain(_ rejection: Rejection) -> Explained? {
    guard var explained = worded(rejection) else { return nil }
    explained.primary = rejection.sectionLine("attaches to this")
    return explained
  }
}
