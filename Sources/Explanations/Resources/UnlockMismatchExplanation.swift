import Findings

/// An unlock that does not belong to the lock that is held.
public enum UnlockMismatchExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1714", title: "an unlock without its lock",
    why: """
      bpf_spin_unlock has to release the lock that the program holds on this path, reached through the same lookup: two \
      lookups of the same key count as two different values, since the map may have changed in between. Locks that may be \
      nested are released in the reverse order.
      """,
    fix: "unlock the very pointer that was locked, once, on the path that locked it",
    causes: [
      "The value is looked up once more between lock and unlock.",
      "A cleanup path unlocks although it may be reached before the lock was taken.",
      "The lock is released in one branch and once more behind it.",
      "Two nested bpf_res_spin_locks are released in the order in which they were taken.",
    ],
    repair: .init(
      before: """
        bpf_spin_lock(&v->lock);
        v->n++;
        w = bpf_map_lookup_elem(&map, &key);
        bpf_spin_unlock(&w->lock);
        """,
      after: "bpf_spin_lock(&v->lock);\nv->n++;\nbpf_spin_unlock(&v->lock);"), seeAlso: ["A1711", "A1713"],
    examples: [
      .init(
        "5.1 and later", ["bpf_spin_unlock without taking a lock"],
        summary: "an unlock without a lock held on this path"),
      .init(
        "5.1 and later", ["bpf_spin_unlock of different lock"], summary: "an unlock of another lock than the one held"),
      .init(
        "6.15 and later", ["bpf_res_spin_unlock cannot be out of order"],
        summary: "two locks are released in the order in which they were taken"),
      .init(
        "6.15 and later", ["bpf_res_spin_unlock of different lock"],
        summary: "an unlock of another lock than the one held"),
    ])

  private static let formats: [(format: MessageFormat, summary: String)] = [
    (MessageFormat("%s_unlock without taking a lock"), "an unlock without a lock held on this path"),
    (MessageFormat("%s_unlock of different lock"), "an unlock of another lock than the one held"),
    (
      MessageFormat("%s_unlock cannot be out of order"),
      "two locks are released in the order in which they were taken"
    ),
  ]

  /// An unlock out of place.
  public static func explain(_ rejection: Rejection) -> Explained? {
    for message in rejection.messages {
      guard let summary = formats.first(where: { $0.format.match(message) != nil })?.summary else { continue }
      let lock = rejection.argumentText(1).map { "`\($0)`" }
      var told = HeldSection.lock.tell(
        explained(summary), of: rejection, label: "\(lock ?? "a lock") is released here")
      let closing = rejection.newestCall(of: HeldSection.lock.closing)
      if told.related?.isEmpty ?? true, let closing {
        told.related = [rejection.span(closing, "the lock was already released here")]
      } else if told.related?.isEmpty ?? true {
        told.related =
          rejection.failingStep.flatMap { rejection.newestBranch(after: -1, before: $0) }
          .map { [rejection.span($0, "this path comes here without taking the lock")] } ?? []
      }
      return told
    }
    return nil
  }
}
