import Findings
import VerifierLog

/// A tail call, an exception or a packet load that may end the program while it holds a reference.
public enum LeavingWithReferenceExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1702", title: "the program is left with something still acquired",
    why: """
      A tail call that succeeds does not come back, bpf_throw never does, and the old packet loads (BPF_LD_ABS) end the \
      program when they fail. What is held at that point would never be released.
      """,
    fix: "release what was acquired before the call that leaves the program",
    causes: [
      "A socket or a ring buffer record is kept for after a bpf_tail_call that \"usually fails\".",
      "bpf_throw or an assertion macro (bpf_assert) stands between acquire and release.",
    ],
    repair: .init(
      before: "bpf_tail_call(ctx, &programs, 1);\nbpf_ringbuf_discard(e, 0);",
      after: "bpf_ringbuf_discard(e, 0);\nbpf_tail_call(ctx, &programs, 1);"), seeAlso: ["A1701", "A1711"],
    examples: [
      .init(
        "5.1 and later", ["Unreleased reference id=2 alloc_insn=4", "tail_call would lead to reference leak"],
        summary: "a tail call leaves the program with what instruction 4 acquired not released"),
      .init(
        "5.1 to 6.0", ["tail_call would lead to reference leak"],
        summary: "a tail call leaves the program with something acquired and not released"),
      .init(
        "6.7 and later", ["Unreleased reference id=2 alloc_insn=4", "bpf_throw would lead to reference leak"],
        summary: "bpf_throw leaves the program with what instruction 4 acquired not released"),
      .init(
        "5.1 to 6.12", ["BPF_LD_[ABS|IND] cannot be mixed with socket references"],
        summary: "a packet load (BPF_LD_ABS), which may end the program, stands where something acquired is held"),
    ])

  private static let leak = MessageFormat("%s would lead to reference leak")
  private static let unreleased = MessageFormat("Unreleased reference id=%d alloc_insn=%d")
  private static let load = MessageFormat("BPF_LD_[ABS|IND] cannot be mixed with socket references")

  /// Whether a message says that something else than the end of the program leaves it.
  static func isLeaving(_ message: String) -> Bool {
    load.match(message) != nil
      || leak.match(message).map { !$0[0].isEmpty && !$0[0].hasPrefix("BPF_EXIT") } ?? false
  }

  /// Whether the program is left by something else than its return. Up to 7.3 kernels say of some calls only that a
  /// reference is not released.
  static func leaves(_ rejection: Rejection) -> Bool {
    if rejection.messages.contains(where: isLeaving) { return true }
    guard let callee = rejection.refusedCall?.callee, ["bpf_throw", "bpf_tail_call"].contains(callee) else {
      return false
    }
    return rejection.messages.contains { unreleased.match($0) != nil }
  }

  /// A way out that no release follows.
  public static func explain(_ rejection: Rejection) -> Explained? {
    guard leaves(rejection) else { return nil }
    let message = rejection.messages.first(where: isLeaving) ?? ""
    if load.match(message) != nil {
      return explained(
        "a packet load (BPF_LD_ABS), which may end the program, stands where something acquired is held")
    }
    let leaving = HeldSection.leaving(leak.match(message)?[0] ?? Substring(rejection.refusedCall?.callee ?? ""))
    guard let slot = rejection.messages.compactMap({ unreleased.numbers($0)?[1] }).first else {
      return explained("\(leaving) with something acquired and not released")
    }
    guard let acquired = Acquisition(atSlot: slot, of: rejection) else {
      var explained = explained("\(leaving) with what instruction \(slot) acquired not released")
      explained.related = rejection.span(ofSlot: slot, "acquired here").map { [$0] } ?? []
      return explained
    }
    var explained = explained(
      "\(leaving) with \(acquired.subject) not released",
      advice: acquired.resource.release.map { "call \($0) before it" } ?? page.fix)
    explained.label = "the program may end here with \(acquired.name ?? "it") still held"
    explained.related = acquired.story(in: rejection)
    return explained
  }
}
