import BPFObject

/// A sleepable program on something that may not sleep.
public enum SleepableTargetExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1860", title: "a program that may sleep is attached where sleeping is not allowed",
    why: """
      A sleepable program (SEC names with .s) may fault in pages and wait, so it can only run where its caller may: in \
      functions on the kernel's list of such places - syscalls, error injection points that are marked, most but not all LSM \
      hooks - and, since 7.1, at faultable tracepoints.
      """,
    fix: "attach it without .s in the section's name, or to a function or hook that may sleep, such as a syscall's",
    causes: [
      "fentry.s or fexit.s on a function that is no syscall and no marked error injection point.",
      "lsm.s on a hook that is called in atomic context, such as inode_free_security or task_free.",
      "The .s was added for bpf_copy_from_user(), which only sleepable programs may call.",
    ],
    repair: .init(before: "SEC(\"fentry.s/vfs_read\")", after: "SEC(\"fentry/vfs_read\")"),
    wordings: [
      .init(
        "7.1 and later", "Sleepable program cannot attach to non-faultable tracepoint %w",
        "{0} may not sleep, and the program is to be sleepable"),
      .init("5.10 and later", "%w is not sleepable", "{0} may not sleep, and the program is to be sleepable"),
    ],
    seeAlso: ["A1867", "A1861"],
    examples: [
      .init(
        "5.10 and later", ["vfs_read is not sleepable"],
        summary: "vfs_read may not sleep, and the program is to be sleepable"),
      .init(
        "5.10 and later, an LSM hook", ["bpf_lsm_task_free is not sleepable"],
        summary: "task_free may not sleep, and the program is to be sleepable"),
      .init(
        "7.1 and later", ["Sleepable program cannot attach to non-faultable tracepoint sched_switch"],
        summary: "sched_switch may not sleep, and the program is to be sleepable"),
    ])

  /// A place that may not sleep.
  public static func explain(_ rejection: Rejection) -> Explained? {
    guard var explained = worded(rejection) else { return nil }
    explained.summary = explained.summary.replacing("bpf_lsm_", with: "")
    explained.primary = rejection.sectionLine(".s asks for a program that may sleep")
    return explained
  }
}
