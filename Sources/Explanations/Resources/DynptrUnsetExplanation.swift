import Findings
import VerifierLog

/// A dynptr used before it is made, or after it is gone.
public enum DynptrUnsetExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1741", title: "a dynptr is used that is not set up on this path",
    why: """
      A dynptr is a variable on the stack that a function such as bpf_dynptr_from_mem, bpf_dynptr_from_skb or \
      bpf_ringbuf_reserve_dynptr sets up. It is gone when it is submitted or discarded, when its variable is written, and \
      when a call may have changed what it points to.
      """,
    fix: "set the dynptr up on every path that comes to its use, and do not use it after it was submitted or discarded",
    causes: [
      "A bpf_dynptr variable is declared and never passed to a function that sets it up.",
      "The dynptr is used after bpf_ringbuf_submit_dynptr or bpf_ringbuf_discard_dynptr.",
      "It is set up in one branch and used behind it.",
    ],
    repair: .init(
      before: "struct bpf_dynptr ptr;\nbpf_dynptr_read(data, sizeof(data), &ptr, 0, 0);",
      after: """
        struct bpf_dynptr ptr;
        if (bpf_dynptr_from_mem(buffer, sizeof(buffer), 0, &ptr))
            return 0;
        bpf_dynptr_read(data, sizeof(data), &ptr, 0, 0);
        """), seeAlso: ["A1742", "A1744"],
    examples: [
      .init(
        "5.19 to 6.1", ["Expected an initialized dynptr as arg #3"],
        summary: "a dynptr is used that is not set up on this path"),
      .init(
        "6.2 to 7.1", ["Expected an initialized dynptr as arg #2"],
        summary: "a dynptr is used that is not set up on this path"),
      .init(
        "7.2 and later", ["Expected an initialized dynptr as R3"],
        summary: "a dynptr is used that is not set up on this path"),
    ])

  private static let format = MessageFormat("Expected an initialized dynptr as ")

  private static let unacquired = MessageFormat("arg %d is an unacquired reference")

  /// Whether a message says that a dynptr is released which holds no reference.
  static func isUnacquired(_ message: String, _ rejection: Rejection) -> Bool {
    unacquired.match(message) != nil && rejection.refusedCall?.callee.contains("dynptr") ?? false
  }

  /// Whether the dynptr that is passed was set up, and not taken since: then it is one that holds no reference.
  static func isOfOtherKind(_ rejection: Rejection) -> Bool {
    guard let name = rejection.failingStep.flatMap({ DynptrArgument.name(at: $0, of: rejection) }),
      let made = DynptrArgument.newestCall(naming: name, where: DynptrArgument.isMaking, of: rejection)
    else { return false }
    return made > DynptrArgument.newestCall(naming: name, where: DynptrArgument.isEnding, of: rejection) ?? -1
  }

  /// A use before the dynptr's time, or after it.
  public static func explain(_ rejection: Rejection) -> Explained? {
    let isUnset = rejection.messages.contains { format.match($0) != nil }
    let isReleased = rejection.messages.contains { isUnacquired($0, rejection) } && !isOfOtherKind(rejection)
    guard isUnset || isReleased else { return nil }
    var told = explained("a dynptr is used that is not set up on this path")
    told.label = "no dynptr here"
    guard let step = rejection.failingStep, let name = DynptrArgument.name(at: step, of: rejection) else { return told }
    let callee = rejection.refusedCall?.callee ?? "a function"
    told.summary = "`\(name)` is passed to \(callee), but is no dynptr on this path"
    told.label = "`\(name)` is no dynptr here"
    told.related = []
    if let ended = DynptrArgument.newestCall(naming: name, where: DynptrArgument.isEnding, of: rejection) {
      told.summary = "`\(name)` is passed to \(callee) after \(rejection.trace.steps[ended].callee ?? "a call") took it"
      told.related = [rejection.span(ended, "the dynptr is gone from here on")]
    } else if let declared = rejection.localDeclaration(
      name, before: step, "declared here, and not set up on this path")
    {
      told.related = [declared]
    }
    return told
  }
}
