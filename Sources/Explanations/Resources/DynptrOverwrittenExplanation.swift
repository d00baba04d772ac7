import Findings
import VerifierLog

/// A dynptr's variable that is written while it is in use.
public enum DynptrOverwrittenExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1742", title: "a dynptr's variable is written while it is in use",
    why: """
      A dynptr over a ring buffer record or a file holds a reference: it has to be submitted or discarded before its \
      variable may be set up anew or written. Its sixteen bytes on the stack belong to the kernel until then.
      """,
    fix: "submit or discard the dynptr first, or use a second variable",
    causes: [
      "A dynptr is reserved in a loop and released behind it.",
      "One variable is passed to two functions that set it up.",
      "The dynptr is cleared with `= {}` or memset, or is part of a struct that is assigned.",
    ],
    repair: .init(
      before: "bpf_ringbuf_reserve_dynptr(&a, 8, 0, &ptr);\nbpf_ringbuf_reserve_dynptr(&b, 8, 0, &ptr);",
      after: """
        bpf_ringbuf_reserve_dynptr(&a, 8, 0, &ptr);
        bpf_ringbuf_discard_dynptr(&ptr, 0);
        bpf_ringbuf_reserve_dynptr(&b, 8, 0, &ptr);
        """), seeAlso: ["A1741", "A1701"],
    examples: [
      .init(
        "5.19 to 7.1", ["Dynptr has to be an uninitialized dynptr"],
        summary: "a dynptr is set up in a variable where one is in use"),
      .init(
        "6.2 and later", ["cannot overwrite referenced dynptr"],
        summary: "a dynptr that holds a reference is overwritten"),
      .init(
        "5.19 and later", ["potential write to dynptr at off=-16 disallowed"],
        summary: "a call may write into a dynptr that is in use, at offset -16 of the stack"),
    ])

  private static let made = MessageFormat("Dynptr has to be an uninitialized dynptr")
  private static let written = MessageFormat("cannot overwrite referenced dynptr")
  private static let helper = MessageFormat("potential write to dynptr at off=%d disallowed")

  /// A write to what is in use.
  public static func explain(_ rejection: Rejection) -> Explained? {
    // The slot may be none at all.
    guard !rejection.messages.contains(where: StackObjectPlaceExplanation.isKnown) else { return nil }
    for message in rejection.messages {
      let step = rejection.failingStep
      let name = step.flatMap { DynptrArgument.name(at: $0, of: rejection) }
      var told: Explained
      if made.match(message) != nil {
        told = explained(
          name.map { "`\($0)` is set up as a dynptr while it still is one" }
            ?? "a dynptr is set up in a variable where one is in use")
      } else if written.match(message) != nil {
        told = explained("a dynptr that holds a reference is overwritten")
      } else if let offset = helper.match(message)?[0] {
        told = explained("a call may write into a dynptr that is in use, at offset \(offset) of the stack")
      } else {
        continue
      }
      told.label = "overwritten here"
      let making =
        name.flatMap { DynptrArgument.newestCall(naming: $0, where: DynptrArgument.isMaking, of: rejection) }
        ?? rejection.trace.steps.indices.dropLast().last {
          rejection.trace.steps[$0].callee.map(DynptrArgument.isMaking) ?? false
        }
      told.related = making.map { [rejection.span($0, "the dynptr in use was set up here")] } ?? []
      return told
    }
    return nil
  }
}
