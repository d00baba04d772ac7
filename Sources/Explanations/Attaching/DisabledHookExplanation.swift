import BPFObject

/// An LSM hook that programs may not attach to.
public enum DisabledHookExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1870", title: "an LSM hook that programs may not attach to",
    why: """
      Some LSM hooks are closed to programs, because a program could not keep their contract: those that return something \
      through a pointer the kernel relies on, such as inode_getsecurity, getprocattr, secid_to_secctx, vm_enough_memory.
      """,
    fix: "attach to a hook near it that is open, or to the function itself with fentry",
    causes: ["The hook is on the kernel's list of disabled ones since 6.12."],
    repair: .init(before: "SEC(\"lsm/inode_getsecurity\")", after: "SEC(\"lsm/inode_getxattr\")"),
    wordings: [
      .init(
        "6.12 and later", "attach_btf_id %d points to disabled hook %w", "LSM hook {1} is closed to programs")
    ],
    seeAlso: ["A1910"],
    examples: [
      .init(
        "6.12 and later", ["attach_btf_id 123 points to disabled hook bpf_lsm_getprocattr"],
        summary: "LSM hook getprocattr is closed to programs")
    ])

  /// A hook that is closed.
  public static func explain(_ rejection: Rejection) -> Explained? {
    guard var explained = worded(rejection) else { return nil }
    explained.summary = explained.summary.replacing("bpf_lsm_", with: "")
    explained.primary = rejection.sectionLine("closed to programs")
    return explained
  }
}
