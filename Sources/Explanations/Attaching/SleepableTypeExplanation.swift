import BPFObject
import KernelFacts

/// A program type that cannot sleep, or has to.
public enum SleepableTypeExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1867", title: "a program of a type that cannot be sleepable",
    why: """
      BPF_F_SLEEPABLE, which .s in a section's name sets, is for fentry, fexit, fmod_ret and LSM programs (5.10), iterators \
      (5.18), uprobes (6.0), struct_ops (6.8) and raw tracepoints (7.1). Every other type runs where sleeping would be fatal; \
      syscall programs on the other hand have to be sleepable.
      """,
    fix: "take the .s out of the section's name, or use a type that may sleep, such as fentry.s or uprobe.s",
    causes: [
      "kprobe.s, tracepoint.s or xdp.s, for a helper that only sleepable programs may call.",
      "The kernel is older than sleepable programs of this type.",
      "A syscall program in a section of another name, loaded without the flag.",
    ],
    repair: .init(before: "SEC(\"kprobe.s/vfs_read\")", after: "SEC(\"fentry.s/__x64_sys_read\")"),
    wordings: [
      .init("6.19 and later", "Program of this type cannot be sleepable", "a program of this type cannot sleep"),
      .init("5.10 to 6.18", "Only fentry/fexit%s can be sleepable", "a program of this type cannot sleep"),
      .init(
        "5.14 and later", "Syscall programs can only be sleepable",
        "a syscall program has to be loaded as one that may sleep"),
      .init("6.0 to 6.18", "BPF_LSM_CGROUP programs cannot be sleepable", "an lsm_cgroup program cannot sleep"),
    ],
    seeAlso: ["A1860"],
    examples: [
      .init(
        "6.19 and later", ["Program of this type cannot be sleepable"], summary: "a program of this type cannot sleep"),
      .init(
        "6.8 to 6.18",
        ["Only fentry/fexit/fmod_ret, lsm, iter, uprobe, and struct_ops programs can be sleepable"],
        summary: "a program of this type cannot sleep"),
      .init(
        "6.0 to 6.7", ["Only fentry/fexit/fmod_ret, lsm, and kprobe/uprobe programs can be sleepable"],
        summary: "a program of this type cannot sleep"),
      .init(
        "5.14 and later", ["Syscall programs can only be sleepable"],
        summary: "a syscall program has to be loaded as one that may sleep"),
      .init(
        "6.0 and later", ["BPF_LSM_CGROUP programs cannot be sleepable"], summary: "an lsm_cgroup program cannot sleep"),
    ])

  /// A type that cannot sleep.
  public static func explain(_ rejection: Rejection) -> Explained? {
    guard var explained = worded(rejection) else { return nil }
    explained.primary = rejection.sectionLine("asks for a program that may sleep")
    if let type = rejection.program?.match?.programType.name, explained.summary.contains("of this type") {
      explained.summary = "a \(type) program cannot sleep"
    }
    return explained
  }
}
