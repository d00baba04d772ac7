import Findings

/// A section without preemption that is not closed, or closed without having been opened.
public enum PreemptionSectionExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1722", title: "bpf_preempt_disable and bpf_preempt_enable do not pair up",
    why: """
      A program that ended with preemption disabled would leave the CPU so. Each bpf_preempt_disable (6.10) needs its \
      bpf_preempt_enable on every path, and none more.
      """,
    fix: "call bpf_preempt_enable once for each bpf_preempt_disable, on every path",
    causes: ["A check inside the section returns early.", "One of the calls stands in a branch, the other behind it."],
    repair: .init(
      before: "bpf_preempt_disable();\nif (!v)\n    return 0;\nv->n++;\nbpf_preempt_enable();",
      after: "if (!v)\n    return 0;\nbpf_preempt_disable();\nv->n++;\nbpf_preempt_enable();"),
    seeAlso: ["A1724"],
    examples: [
      .init(
        "6.10 and later", ["unmatched attempt to enable preemption (kernel function bpf_preempt_enable)"],
        summary: "bpf_preempt_enable is called where preemption is not disabled"),
      .init(
        "6.10 to 6.12", ["1 bpf_preempt_enable is missing"], summary: "the program ends with preemption disabled"),
      .init(
        "6.10 to 6.12", ["2 bpf_preempt_enable(s) are missing"], summary: "the program ends with preemption disabled"),
      .init(
        "6.13 and later", ["BPF_EXIT instruction in main prog cannot be used inside bpf_preempt_disable-ed region"],
        summary: "the program ends with preemption disabled"),
      .init(
        "6.10 and later", ["tail_call cannot be used inside bpf_preempt_disable-ed region"],
        summary: "a tail call leaves the program with preemption disabled"),
      .init(
        "6.10 and later", ["bpf_throw cannot be used inside bpf_preempt_disable-ed region"],
        summary: "bpf_throw leaves the program with preemption disabled"),
    ])

  private static let unmatched = MessageFormat("unmatched attempt to enable preemption")
  private static let missing = MessageFormat("%d bpf_preempt_enable%s missing")
  private static let region = MessageFormat("%s cannot be used inside bpf_preempt_disable-ed region")

  /// Calls that do not pair up.
  public static func explain(_ rejection: Rejection) -> Explained? {
    for message in rejection.messages {
      if unmatched.match(message) != nil {
        return HeldSection.preemption.unopened(
          explained("bpf_preempt_enable is called where preemption is not disabled"), of: rejection)
      }
      let words = region.match(message)
      guard missing.match(message) != nil || words != nil else { continue }
      let leaving = words.map { HeldSection.leaving($0[0]) } ?? "the program ends"
      return HeldSection.preemption.tell(
        explained("\(leaving) with preemption disabled"), of: rejection, label: "preemption is still disabled here")
    }
    return nil
  }
}
