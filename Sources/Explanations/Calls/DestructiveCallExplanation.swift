/// A destructive kernel function, called without the capability for it.
public enum DestructiveCallExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1509", title: "a destructive kernel function needs CAP_SYS_BOOT",
    why: """
      Some kernel functions stop or harm the machine on purpose, such as crash_kexec. The process that loads the program \
      needs the capability that rebooting needs.
      """,
    fix: "load as root or with CAP_SYS_BOOT, or leave the call out",
    causes: ["The loader runs with CAP_BPF and CAP_PERFMON only, as in a container."],
    wordings: [
      .init(
        "6.0 and later", "destructive kfunc calls require CAP_SYS_BOOT",
        "a destructive kernel function is called, and the load lacks CAP_SYS_BOOT")
    ],
    seeAlso: ["A1520"],
    examples: [
      .init(
        "6.0 to 6.14", ["destructive kfunc calls require CAP_SYS_BOOT capabilities"],
        path: ["3: (85) call crash_kexec#71234"],
        summary: "crash_kexec is destructive, and the load lacks CAP_SYS_BOOT"),
      .init(
        "6.15 and later", ["destructive kfunc calls require CAP_SYS_BOOT capability"],
        summary: "a destructive kernel function is called, and the load lacks CAP_SYS_BOOT"),
    ])

  /// A call that may end the machine.
  public static func explain(_ rejection: Rejection) -> Explained? {
    guard var explained = worded(rejection) else { return nil }
    if let callee = rejection.refusedCall?.callee {
      explained.summary = "\(callee) is destructive, and the load lacks CAP_SYS_BOOT"
    }
    return explained
  }
}
