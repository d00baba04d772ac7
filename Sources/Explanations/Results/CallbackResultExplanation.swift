import Findings
import VerifierLog

/// A callback's result that its caller does not take.
public enum CallbackResultExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1402", title: "a callback returns what its caller does not take",
    why: """
      A callback's result tells its caller whether to go on: bpf_loop, bpf_for_each_map_elem and bpf_user_ringbuf_drain take \
      0 (go on) and 1 (stop), timers, work queues and bpf_find_vma only 0, a tree's comparison 0 or 1. Any other number, a \
      pointer, or nothing at all is refused.
      """,
    fix: "return 0 to go on or 1 to stop as constants; from a timer's or work queue's callback 0",
    causes: [
      "The callback returns what it counted, or a helper's error code.",
      "A timer's callback returns 1.", "The callback is declared void or lacks a return.",
      "The comparison of a tree returns the difference of two numbers.",
    ],
    repair: .init(
      before: "static long add(__u32 i, void *sum) { return bpf_map_push_elem(&queue, &i, 0); }",
      after: "static long add(__u32 i, void *sum) { return bpf_map_push_elem(&queue, &i, 0) ? 1 : 0; }"),
    seeAlso: ["A1401"],
    examples: [
      .init(
        "6.8 and later", ["At callback return the register R0 has smin=5 smax=5 should have been in [0, 1]"],
        summary: "a callback returns 5; allowed is 0 to 1"),
      .init(
        "5.13 to 6.7", ["At callback return the register R0 has value (0x5; 0x0) should have been in (0x0; 0x1)"],
        summary: "a callback returns 5; allowed is 0 to 1"),
      .init(
        "5.15 to 6.7", ["At async callback the register R0 has value (0x1; 0x0) should have been in (0x0; 0x0)"],
        summary: "a callback returns 1; allowed is 0"),
      .init(
        "6.8 and later", ["At async callback return the register R0 has smin=1 smax=1 should have been in [0, 0]"],
        summary: "a callback returns 1; allowed is 0"),
      .init(
        "5.15 to 6.7", ["In async callback the register R0 is not a known value (map_value)"],
        summary: "a callback returns a pointer (map_value), which is no number"),
      .init(
        "6.8 and later", ["At async callback return the register R0 is not a known value (map_value)"],
        summary: "a callback returns a pointer (map_value), which is no number"),
      .init(
        "5.13 and later", ["R0 not a scalar value"], summary: "a callback returns no number"),
    ])

  private static let unknown = [
    MessageFormat("In async callback the register %r is not a known value (%w)"),
    MessageFormat("At async callback return the register %r is not a known value (%w)"),
  ]
  private static let notScalar = MessageFormat("R0 not a scalar value")

  /// A result that the caller cannot use.
  public static func explain(_ rejection: Rejection) -> Explained? {
    for message in rejection.messages {
      let who = rejection.trace.steps.isEmpty ? nil : rejection.failingFunction
      let callback = who.map { "the callback \($0)" } ?? "a callback"
      if let range = ReturnedRange(message), range.place.contains("callback") {
        var told = tell("\(callback) returns \(range.has); allowed is \(range.allowed)", rejection)
        if range.allowed == "0" { told.advice = "return 0 on every path of the callback" }
        return told
      }
      if let type = unknown.lazy.compactMap({ $0.match(message)?[1] }).first {
        return tell("\(callback) returns a pointer (\(type)), which is no number", rejection)
      }
      if notScalar.match(message) != nil { return tell("\(callback) returns no number", rejection) }
    }
    return nil
  }

  private static func tell(_ summary: String, _ rejection: Rejection) -> Explained {
    var told = explained(summary)
    told.register = 0
    told.primary = rejection.returnSpan("the callback returns here")
    if let call = rejection.callbackCall, let callee = rejection.trace.steps[call].callee {
      told.related = [rejection.span(call, "\(callee) runs it here")]
      if let step = rejection.failingStep {
        let made = rejection.trace.origin(of: 0, before: step).definition
        if case .instruction(let made) = made, rejection.span(made, "").span != told.primary?.span {
          told.related?.insert(rejection.span(made, "the result is made here"), at: 0)
        }
      }
    }
    return told
  }
}
