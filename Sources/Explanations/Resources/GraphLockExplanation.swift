import Findings

/// A list or tree that is worked on without the lock that guards it.
public enum GraphLockExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1761", title: "a list or tree is used without holding its lock",
    why: """
      A bpf_list_head or bpf_rb_root is guarded by the one bpf_spin_lock that lies in the same map value, the same section \
      of global variables or the same allocated object. It has to be held, of the very same value, around each operation.
      """,
    fix: "take the lock of the same map value or section before the operation, and release it after",
    causes: [
      "The lock is released before the last operation.",
      "The lock lies in another global section or map than the list: `private(A)` and `private(B)`.",
      "The value was looked up twice, and the lock is that of the other lookup.",
    ],
    repair: .init(
      before: "bpf_list_push_front(&items, &item->node);",
      after: "bpf_spin_lock(&lock);\nbpf_list_push_front(&items, &item->node);\nbpf_spin_unlock(&lock);"),
    seeAlso: ["A1712", "A1762"],
    examples: [
      .init(
        "6.2 and later", ["bpf_spin_lock at off=0 must be held for bpf_list_head"],
        summary: "the lock is not held that guards this bpf_list_head"),
      .init(
        "6.3 and later", ["bpf_spin_lock at off=16 must be held for bpf_rb_root"],
        summary: "the lock is not held that guards this bpf_rb_root"),
      .init(
        "6.2 and later", ["held lock and object are not in the same allocation"],
        summary: "the lock that is held guards something else: it lies elsewhere than the list or tree"),
    ])

  private static let unheld = MessageFormat("bpf_spin_lock at off=%d must be held for %w")
  private static let elsewhere = MessageFormat("held lock and object are not in the same allocation")

  /// An operation without its lock.
  public static func explain(_ rejection: Rejection) -> Explained? {
    for message in rejection.messages {
      let root = rejection.argumentText(1).map { "`\($0.trimmingPrefix { $0 == "&" })`" }
      if let kind = unheld.match(message)?[1] {
        return HeldSection.lock.unopened(
          explained("the lock is not held that guards \(root ?? "this \(kind)")"), of: rejection,
          label: "no lock is held here")
      }
      guard elsewhere.match(message) != nil else { continue }
      return HeldSection.lock.tell(
        explained(
          "the lock that is held guards something else: it lies elsewhere than \(root ?? "the list or tree")"),
        of: rejection, label: "needs the lock that lies beside \(root ?? "it")")
    }
    return nil
  }
}
