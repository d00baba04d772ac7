import BPFObject

/// fexit on a function that never returns.
public enum NoReturnTargetExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1865", title: "fexit or fmod_ret on a function that never returns",
    why: """
      fexit, fsession and fmod_ret programs run when the function returns, and hold a reference to their code until it does. \
      do_exit, panic and their like never return: since 6.15 the kernel refuses them as targets.
      """,
    fix: "attach with fentry, which runs before the function does",
    causes: ["do_exit, do_group_exit, make_task_dead, panic, kthread_exit and the like as fexit targets."],
    repair: .init(before: "SEC(\"fexit/do_exit\")", after: "SEC(\"fentry/do_exit\")"),
    wordings: [
      .init(
        "6.16 and later", "Attaching fexit/fsession/fmod_ret to __noreturn function '%w' is rejected",
        "{0} never returns, so that nothing can run at its exit"),
      .init(
        "6.16 and later", "Attaching fexit/fmod_ret to __noreturn function '%w' is rejected",
        "{0} never returns, so that nothing can run at its exit"),
    ],
    seeAlso: ["A1862"],
    examples: [
      .init(
        "6.15 and stable kernels", ["Attaching fexit/fmod_ret to __noreturn functions is rejected."],
        summary: "the function never returns, so that nothing can run at its exit"),
      .init(
        "6.16 and later", ["Attaching fexit/fmod_ret to __noreturn function 'do_exit' is rejected."],
        summary: "do_exit never returns, so that nothing can run at its exit"),
      .init(
        "7.0 and later", ["Attaching fexit/fsession/fmod_ret to __noreturn function 'do_exit' is rejected."],
        summary: "do_exit never returns, so that nothing can run at its exit"),
    ])

  /// A function without an exit.
  public static func explain(_ rejection: Rejection) -> Explained? {
    var explained: Explained
    if rejection.messages.contains(where: { $0.hasPrefix("Attaching fexit/fmod_ret to __noreturn functions") }) {
      let name = rejection.sectionTarget ?? "the function"
      explained = self.explained("\(name) never returns, so that nothing can run at its exit")
    } else if let known = worded(rejection) {
      explained = known
    } else {
      return nil
    }
    explained.primary = rejection.sectionLine("never returns")
    return explained
  }
}
