import Findings
import VerifierLog

/// A call that may sleep where the program must not.
public enum SleepInSectionExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1724", title: "a call that may sleep inside a section that must not",
    why: """
      Inside an RCU read section, with preemption or interrupts disabled or with a lock held a CPU must not wait. A \
      sleepable program may call functions that sleep, such as bpf_copy_from_user, only outside of these. A global \
      function is verified by itself: it has to be one that cannot sleep, or static, when it is called there.
      """,
    fix: "make the call before the section is opened or after it is closed",
    causes: [
      "User memory is read while an RCU read section or a lock is held.",
      "A global function that sleeps, or any before 6.15, is called with preemption disabled.",
      "The body of an RCU iterator's loop calls a sleepable function.",
    ],
    repair: .init(
      before: "bpf_rcu_read_lock();\nbpf_copy_from_user(buffer, sizeof(buffer), address);\nbpf_rcu_read_unlock();",
      after: "bpf_copy_from_user(buffer, sizeof(buffer), address);\nbpf_rcu_read_lock();\nbpf_rcu_read_unlock();"),
    seeAlso: ["A1721", "A1722", "A1712"],
    examples: [
      .init(
        "6.2 to 6.17", ["sleepable helper bpf_copy_from_user#148 in rcu_read_lock region"],
        summary: "bpf_copy_from_user may sleep and is called inside an RCU read section"),
      .init(
        "6.10 to 6.17", ["sleepable helper bpf_copy_from_user#148 in non-preemptible region"],
        summary: "bpf_copy_from_user may sleep and is called with preemption disabled"),
      .init(
        "6.14 to 6.17", ["sleepable helper bpf_copy_from_user#148 in IRQ-disabled region"],
        summary: "bpf_copy_from_user may sleep and is called with interrupts disabled"),
      .init(
        "6.2 and later", ["kernel func bpf_obj_new_impl is sleepable within rcu_read_lock region"],
        summary: "bpf_obj_new_impl may sleep and is called inside an RCU read section"),
      .init(
        "6.10 to 6.17", ["kernel func bpf_arena_alloc_pages is sleepable within non-preemptible region"],
        summary: "bpf_arena_alloc_pages may sleep and is called with preemption disabled"),
      .init(
        "6.10 to 6.14",
        ["global function calls are not allowed with preemption disabled,", "use static function instead"],
        summary: "a global function is called with preemption disabled"),
      .init(
        "6.14 to 6.14", ["global function calls are not allowed with IRQs disabled,", "use static function instead"],
        summary: "a global function is called with interrupts disabled"),
      .init(
        "6.15 to 6.18",
        [
          "global functions that may sleep are not allowed in non-sleepable context,",
          "i.e., in a RCU/IRQ/preempt-disabled section, or in", "a non-sleepable program.",
        ],
        summary: "a global function that may sleep is called where the program must not"),
      .init(
        "7.0 and later", ["sleepable global function fill() called in rcu_read_lock region"],
        summary: "fill may sleep and is called inside an RCU read section"),
    ])

  private static let calls = [
    MessageFormat("sleepable helper %w#%d in %s"), MessageFormat("kernel func %w is sleepable within %s"),
    MessageFormat("sleepable global function %w() called in %s"),
  ]
  private static let preemption = MessageFormat("global function calls are not allowed with preemption disabled")
  private static let interrupts = MessageFormat("global function calls are not allowed with IRQs disabled")
  private static let global = MessageFormat("global functions that may sleep are not allowed in non-sleepable context")

  /// A call out of place. That the whole program may not sleep is another page's.
  public static func explain(_ rejection: Rejection) -> Explained? {
    for message in rejection.messages {
      if let words = calls.lazy.compactMap({ $0.match(message) }).first, let region = words.last {
        guard !region.contains("prog") else { return nil }
        return tell(explained("\(words[0]) may sleep and is called \(place(region))"), rejection, section(region))
      }
      let callee = rejection.refusedCall.map { "the global function \($0.callee)" } ?? "a global function"
      let advice = "call it outside the section, or declare it static, so that it is verified where it is called"
      if preemption.match(message) != nil {
        return tell(
          explained("\(callee) is called with preemption disabled", advice: advice), rejection, .preemption)
      }
      if interrupts.match(message) != nil {
        return tell(explained("\(callee) is called with interrupts disabled", advice: advice), rejection, .interrupts)
      }
      if global.match(message) != nil {
        return tell(
          explained("\(callee) that may sleep is called where the program must not", advice: advice), rejection,
          [HeldSection.rcu, .preemption, .interrupts].first { rejection.opening(of: $0) != nil })
      }
    }
    return nil
  }

  private static func place(_ region: Substring) -> String {
    if region.contains("rcu") { return "inside an RCU read section" }
    if region.contains("preempt") { return "with preemption disabled" }
    if region.contains("IRQ") || region.contains("irq") { return "with interrupts disabled" }
    if region.contains("lock") { return "while a lock is held" }
    return "where the program must not (\(region))"
  }

  private static func section(_ region: Substring) -> HeldSection? {
    if region.contains("rcu") { return .rcu }
    if region.contains("preempt") { return .preemption }
    if region.contains("IRQ") || region.contains("irq") { return .interrupts }
    return region.contains("lock") ? .lock : nil
  }

  private static func tell(_ explained: Explained, _ rejection: Rejection, _ section: HeldSection?) -> Explained {
    guard let section else { return explained }
    return section.tell(explained, of: rejection, label: "called here, \(section.noun) still open")
  }
}
