import Findings
import VerifierLog

/// A call that is not allowed while a lock is held.
public enum CallWhileLockedExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1712", title: "a call while a lock is held",
    why: """
      Between bpf_spin_lock and bpf_spin_unlock a program runs with interrupts off, and what it calls might take the same \
      lock or take long. So no helper or kernel function may be called there, but those that work on the list or tree \
      that the lock guards; before 6.8 no function of the program either, and a global function still not.
      """,
    fix: "make the call before the lock or after the unlock, and keep only plain reads and writes in between",
    causes: [
      "bpf_ktime_get_ns, bpf_get_prandom_u32 or a map lookup stands in the locked part.",
      "bpf_printk was put in for a debug message.",
      "A function of one's own that was static became global, or is not inlined and the kernel is before 6.8.",
      "memcpy or memset of a size that the compiler turns into a call.",
    ],
    repair: .init(
      before: "bpf_spin_lock(&v->lock);\nv->last = bpf_ktime_get_ns();\nbpf_spin_unlock(&v->lock);",
      after: "__u64 now = bpf_ktime_get_ns();\nbpf_spin_lock(&v->lock);\nv->last = now;\nbpf_spin_unlock(&v->lock);"),
    seeAlso: ["A1711", "A1724"],
    examples: [
      .init(
        "5.1 and later", ["function calls are not allowed while holding a lock"],
        summary: "a function is called while a lock is held"),
      .init(
        "5.1 and later", ["function calls are not allowed while holding a lock"],
        path: ["4: (85) call bpf_ktime_get_ns#5"], summary: "bpf_ktime_get_ns is called while a lock is held"),
      .init(
        "6.8 and later",
        ["global function calls are not allowed while holding a lock,", "use static function instead"],
        summary: "a global function is called while a lock is held"),
    ])

  private static let any = MessageFormat("function calls are not allowed while holding a lock")
  private static let global = MessageFormat("global function calls are not allowed while holding a lock")

  /// A call in the locked part.
  public static func explain(_ rejection: Rejection) -> Explained? {
    for message in rejection.messages {
      let callee = rejection.refusedCall?.callee
      if global.match(message) != nil {
        return HeldSection.lock.tell(
          explained(
            "\(callee.map { "the global function \($0)" } ?? "a global function") is called while a lock is held",
            advice:
              "declare the function static, so that it is verified where it is called, or call it outside the lock"),
          of: rejection, label: "called with the lock held")
      }
      guard any.match(message) != nil else { continue }
      // Taking another lock is a call, too, and another mistake.
      if callee.map(HeldSection.lock.opening.contains) ?? false { return nil }
      return HeldSection.lock.tell(
        explained("\(callee ?? "a function") is called while a lock is held"), of: rejection,
        label: "called with the lock held")
    }
    return nil
  }
}
