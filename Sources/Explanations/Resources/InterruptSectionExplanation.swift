import Findings

/// Interrupts that are not restored, or not in order.
public enum InterruptSectionExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1723", title: "interrupts are not restored as they were saved",
    why: """
      bpf_local_irq_save (6.14) and bpf_res_spin_lock_irqsave keep the state of interrupts in a variable on the stack. \
      Every path has to restore it, from the same variable, by the function that belongs to the one that saved it, and in \
      the reverse order.
      """,
    fix: "restore each saved state once on every path, the last saved first, from the variable that it was saved to",
    causes: [
      "A check between save and restore returns early.", "One variable is used for two saves that are nested.",
      "Two saved states are restored in the order in which they were saved.",
      "bpf_local_irq_restore is given what bpf_res_spin_lock_irqsave saved.",
    ],
    repair: .init(
      before:
        "bpf_local_irq_save(&a);\nbpf_local_irq_save(&b);\nbpf_local_irq_restore(&a);\nbpf_local_irq_restore(&b);",
      after: "bpf_local_irq_save(&a);\nbpf_local_irq_save(&b);\nbpf_local_irq_restore(&b);\nbpf_local_irq_restore(&a);"),
    seeAlso: ["A1722", "A1711"],
    examples: [
      .init(
        "6.14 and later", ["BPF_EXIT instruction in main prog cannot be used inside bpf_local_irq_save-ed region"],
        summary: "the program ends with interrupts disabled"),
      .init(
        "6.14 and later", ["expected uninitialized irq flag as arg#0"],
        summary: "a variable is used to save interrupts that holds a saved state already"),
      .init(
        "6.14 and later", ["expected an initialized irq flag as arg#0"],
        summary: "interrupts are restored from a variable that holds no saved state"),
      .init(
        "6.14 and later", ["cannot restore irq state out of order, expected id=2 acquired at insn_idx=5"],
        summary: "interrupts are restored out of order: what instruction 5 saved comes first"),
      .init(
        "6.15 and later", ["irq flag acquired by native kfuncs cannot be restored with lock kfuncs"],
        summary: "interrupts that native functions saved are restored by one of the lock functions"),
      .init(
        "6.14 and later", ["arg#0 doesn't point to an irq flag on stack"],
        summary: "the state of interrupts is not kept in a variable on the stack"),
    ])

  private static let region = MessageFormat("%s cannot be used inside bpf_local_irq_save-ed region")
  private static let used = MessageFormat("expected uninitialized irq flag as ")
  private static let unused = MessageFormat("expected an initialized irq flag as ")
  private static let order = MessageFormat(
    "cannot restore irq state out of order, expected id=%d acquired at insn_idx=%d")
  private static let family = MessageFormat("irq flag acquired by %w kfuncs cannot be restored with %w kfuncs")
  private static let place = MessageFormat("%s doesn't point to an irq flag on stack")

  /// Calls that do not pair up.
  public static func explain(_ rejection: Rejection) -> Explained? {
    for message in rejection.messages {
      if let told = explain(message, rejection) { return told }
    }
    return nil
  }

  private static func explain(_ message: String, _ rejection: Rejection) -> Explained? {
    let section = HeldSection.interrupts
    let name = rejection.argumentText(1).map { "`\($0)`" }
    if let words = region.match(message) {
      return section.tell(
        explained("\(HeldSection.leaving(words[0])) with interrupts disabled"), of: rejection,
        label: "interrupts are still disabled here")
    }
    if used.match(message) != nil {
      return section.tell(
        explained("\(name ?? "a variable") is used to save interrupts that holds a saved state already"),
        of: rejection, label: "saves a second state to the same variable here")
    }
    if unused.match(message) != nil {
      return section.unopened(
        explained("interrupts are restored from \(name ?? "a variable") that holds no saved state"), of: rejection)
    }
    if let numbers = order.numbers(message) {
      var told = explained("interrupts are restored out of order: what instruction \(numbers[1]) saved comes first")
      if let step = rejection.step(atSlot: numbers[1]), let flag = rejection.argumentName(0, at: step) {
        told.summary = "interrupts are restored out of order: what was saved to `\(flag)` comes first"
      }
      told.label = "restored here while a later state is still saved"
      told.related = (rejection.step(atSlot: numbers[1])).map { [rejection.span($0, "this was saved last")] } ?? []
      return told
    }
    if let words = family.match(message) {
      return section.tell(
        explained("interrupts that \(words[0]) functions saved are restored by one of the \(words[1]) functions"),
        of: rejection)
    }
    guard place.match(message) != nil else { return nil }
    return explained("the state of interrupts is not kept in a variable on the stack")
  }
}
