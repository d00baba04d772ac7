import Findings

/// A lock that is still held where the program ends.
public enum HeldLockExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1711", title: "a lock is not released on every path",
    why: """
      Nobody would release a lock that a program leaves locked: the next one to take it would wait for ever. So every path \
      from bpf_spin_lock has to come to bpf_spin_unlock before the program ends, makes a tail call or throws.
      """,
    fix: "call the unlock function on every path that leaves the locked part, early returns included",
    causes: [
      "A check inside the locked part returns early.",
      "A loop in the locked part is left by `return` or `goto` past the unlock.",
      "bpf_res_spin_lock is unlocked only where it failed: it returns 0 when the lock is held.",
    ],
    repair: .init(
      before: """
        bpf_spin_lock(&v->lock);
        if (!v->tokens)
            return XDP_DROP;
        v->tokens--;
        bpf_spin_unlock(&v->lock);
        """,
      after: """
        bpf_spin_lock(&v->lock);
        if (!v->tokens) {
            bpf_spin_unlock(&v->lock);
            return XDP_DROP;
        }
        v->tokens--;
        bpf_spin_unlock(&v->lock);
        """),
    wordings: [], seeAlso: ["A1712", "A1701"],
    examples: [
      .init("5.1 to 6.12", ["bpf_spin_unlock is missing"], summary: "the program ends holding a lock"),
      .init(
        "6.13 and later", ["BPF_EXIT instruction in main prog cannot be used inside bpf_spin_lock-ed region"],
        summary: "the program ends holding a lock"),
      .init(
        "6.3 and later", ["tail_call cannot be used inside bpf_spin_lock-ed region"],
        summary: "a tail call leaves the program holding a lock"),
      .init(
        "6.7 and later", ["bpf_throw cannot be used inside bpf_spin_lock-ed region"],
        summary: "bpf_throw leaves the program holding a lock"),
      .init(
        "5.1 and later", ["BPF_LD_[ABS|IND] cannot be used inside bpf_spin_lock-ed region"],
        summary: "a packet load (BPF_LD_ABS), which may end the program, stands holding a lock"),
    ])

  private static let missing = MessageFormat("bpf_spin_unlock is missing")
  private static let region = MessageFormat("%s cannot be used inside bpf_spin_lock-ed region")

  /// A way out that no unlock precedes.
  public static func explain(_ rejection: Rejection) -> Explained? {
    for message in rejection.messages {
      let words = region.match(message)
      guard missing.match(message) != nil || words != nil else { continue }
      let leaving = words.map { HeldSection.leaving($0[0]) } ?? "the program ends"
      return HeldSection.lock.tell(
        explained("\(leaving) holding a lock"), of: rejection, label: "the lock is still held here")
    }
    return nil
  }
}
