import Findings

/// A lock taken while another one, or the same, is held.
public enum SecondLockExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1713", title: "a second lock is taken while one is held",
    why: """
      A program may hold one bpf_spin_lock at a time: with two, two CPUs could wait for each other for ever. The newer \
      bpf_res_spin_lock (6.15) notices that and may be nested, but not the same lock twice.
      """,
    fix: "release the first lock before taking the second, or put both pieces of data under one lock",
    causes: [
      "Two map values are locked to move something from one to the other.",
      "The lock is taken in a loop and released behind it.",
      "Unlock is missing on the way to a second critical section.",
    ],
    repair: .init(
      before: "bpf_spin_lock(&from->lock);\nbpf_spin_lock(&to->lock);\nfrom->n--;\nto->n++;",
      after: """
        bpf_spin_lock(&from->lock);
        from->n--;
        bpf_spin_unlock(&from->lock);
        bpf_spin_lock(&to->lock);
        to->n++;
        bpf_spin_unlock(&to->lock);
        """), seeAlso: ["A1711", "A1714"],
    examples: [
      .init(
        "5.1 and later", ["Locking two bpf_spin_locks are not allowed"],
        summary: "a second lock is taken while one is held"),
      .init(
        "6.14 and later", ["function calls are not allowed while holding a lock"],
        path: ["8: (85) call bpf_spin_lock#93"], summary: "a second lock is taken while one is held"),
      .init(
        "6.15 and later", ["Acquiring the same lock again, AA deadlock detected"],
        summary: "a lock is taken that is already held"),
      .init("6.15 and later", ["Failed to acquire lock state"], summary: "one lock too many is taken"),
    ])

  private static let formats: [(format: MessageFormat, summary: String)] = [
    (MessageFormat("Locking two bpf_spin_locks are not allowed"), "a second lock is taken while one is held"),
    (MessageFormat("Acquiring the same lock again, AA deadlock detected"), "a lock is taken that is already held"),
    (MessageFormat("Failed to acquire lock state"), "one lock too many is taken"),
  ]

  private static let call = MessageFormat("function calls are not allowed while holding a lock")

  /// A lock on top of a lock.
  public static func explain(_ rejection: Rejection) -> Explained? {
    for message in rejection.messages {
      let known = formats.first { $0.format.match(message) != nil }?.summary
      // From 6.14 it is a call like any other.
      let isCall =
        call.match(message) != nil
        && rejection.refusedCall.map { HeldSection.lock.opening.contains($0.callee) } ?? false
      guard let summary = known ?? (isCall ? formats[0].summary : nil) else { continue }
      let lock = rejection.argumentText(1).map { "`\($0)`" }
      return HeldSection.lock.tell(
        explained(summary), of: rejection, label: "\(lock ?? "a lock") is taken here with the first one still held")
    }
    return nil
  }
}
