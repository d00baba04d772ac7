import Findings

/// An RCU read section that is not closed, or closed without having been opened.
public enum RCUSectionExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1721", title: "bpf_rcu_read_lock and bpf_rcu_read_unlock do not pair up",
    why: """
      While a program is inside an RCU read section the kernel cannot free what others let go of. So every path has to \
      leave the section it opened before it ends, and may not leave one it did not open. Before 6.18 sections could not be \
      nested either.
      """,
    fix: "call bpf_rcu_read_unlock once for each bpf_rcu_read_lock, on every path",
    causes: [
      "A NULL check inside the section returns early.",
      "The section is opened in a loop or in one branch only and closed behind it.",
      "A program that already runs inside such a section opens another.",
    ],
    repair: .init(
      before: "bpf_rcu_read_lock();\nparent = task->real_parent;\nif (!parent)\n    return 0;\nbpf_rcu_read_unlock();",
      after: """
        bpf_rcu_read_lock();
        parent = task->real_parent;
        if (parent)
            pid = parent->pid;
        bpf_rcu_read_unlock();
        """), seeAlso: ["A1724", "A1725"],
    examples: [
      .init(
        "6.2 and later", ["unmatched rcu read unlock (kernel function bpf_rcu_read_unlock)"],
        summary: "bpf_rcu_read_unlock is called outside an RCU read section"),
      .init(
        "6.2 to 6.17", ["nested rcu read lock (kernel function bpf_rcu_read_lock)"],
        summary: "bpf_rcu_read_lock is called inside an RCU read section"),
      .init("6.2 to 6.12", ["bpf_rcu_read_unlock is missing"], summary: "the program ends inside an RCU read section"),
      .init(
        "6.13 and later", ["BPF_EXIT instruction in main prog cannot be used inside bpf_rcu_read_lock-ed region"],
        summary: "the program ends inside an RCU read section"),
      .init(
        "6.3 and later", ["tail_call cannot be used inside bpf_rcu_read_lock-ed region"],
        summary: "a tail call leaves the program inside an RCU read section"),
      .init(
        "6.7 and later", ["bpf_throw cannot be used inside bpf_rcu_read_lock-ed region"],
        summary: "bpf_throw leaves the program inside an RCU read section"),
    ])

  private static let unmatched = MessageFormat("unmatched rcu read unlock")
  private static let nested = MessageFormat("nested rcu read lock")
  private static let missing = MessageFormat("bpf_rcu_read_unlock is missing")
  private static let region = MessageFormat("%s cannot be used inside bpf_rcu_read_lock-ed region")

  /// Calls that do not pair up.
  public static func explain(_ rejection: Rejection) -> Explained? {
    for message in rejection.messages {
      if unmatched.match(message) != nil {
        return HeldSection.rcu.unopened(
          explained("bpf_rcu_read_unlock is called outside an RCU read section"), of: rejection)
      }
      if nested.match(message) != nil {
        return HeldSection.rcu.tell(
          explained("bpf_rcu_read_lock is called inside an RCU read section"), of: rejection,
          label: "opens a second one here, which kernels before 6.18 refuse")
      }
      let words = region.match(message)
      guard missing.match(message) != nil || words != nil else { continue }
      let leaving = words.map { HeldSection.leaving($0[0]) } ?? "the program ends"
      return HeldSection.rcu.tell(
        explained("\(leaving) inside an RCU read section"), of: rejection, label: "the section is still open here")
    }
    return nil
  }
}
