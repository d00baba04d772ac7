import Findings

/// A call that needs an RCU read section around it.
public enum MissingRCUSectionExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1725", title: "a call that needs an RCU read section",
    why: """
      Some functions and iterators walk kernel data that only an RCU read section keeps alive. Programs that cannot sleep \
      run inside one all the time; a sleepable program has to open it with bpf_rcu_read_lock (6.2), and keep it open \
      around the iterator's whole life.
      """,
    fix: "call bpf_rcu_read_lock before it, and bpf_rcu_read_unlock when its results are no longer used",
    causes: [
      "bpf_for_each(task, ...) or bpf_for_each(css, ...) in a sleepable program (`fentry.s`, `lsm.s`, `syscall`, `iter.s`).",
      "The section is closed inside of the loop.",
    ],
    repair: .init(
      before: "bpf_for_each(css, pos, root, BPF_CGROUP_ITER_DESCENDANTS_PRE)\n    n++;",
      after:
        "bpf_rcu_read_lock();\nbpf_for_each(css, pos, root, BPF_CGROUP_ITER_DESCENDANTS_PRE)\n    n++;\nbpf_rcu_read_unlock();"
    ),
    seeAlso: ["A1721"],
    examples: [
      .init(
        "6.7 and later", ["expected an RCU CS when using bpf_iter_css_next"],
        summary: "bpf_iter_css_next is called outside an RCU read section"),
      .init(
        "6.7 and later", ["kernel func bpf_iter_task_new requires RCU critical section protection"],
        summary: "bpf_iter_task_new is called outside an RCU read section"),
    ])

  private static let formats = [
    MessageFormat("expected an RCU CS when using %w"),
    MessageFormat("kernel func %w requires RCU critical section protection"),
  ]

  /// A call outside the section.
  public static func explain(_ rejection: Rejection) -> Explained? {
    for message in rejection.messages {
      guard let words = formats.lazy.compactMap({ $0.match(message) }).first else { continue }
      var told = HeldSection.rcu.unopened(
        explained("\(words[0]) is called outside an RCU read section"), of: rejection,
        label: "needs an RCU read section around it")
      // Kernels before 7.0 let an iterator be made anywhere.
      if words[0].hasSuffix("_next"), let made = rejection.newestCall(of: [words[0].dropLast(4) + "new"]) {
        told.related = [rejection.span(made, "the iterator is made here: the section has to be open by then")]
      }
      return told
    }
    return nil
  }
}
