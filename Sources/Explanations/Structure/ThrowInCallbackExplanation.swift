import Findings

/// An exception thrown in a callback.
public enum ThrowInCallbackExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1821", title: "bpf_throw is called where no exception can be thrown",
    why: """
      bpf_throw (6.7 and later) ends the program from any depth of calls. A callback that runs while a helper or kernel \
      function is at work, or after the program has ended, cannot be left so.
      """,
    fix: "let the callback return a value that its caller tests, and throw there",
    causes: [
      "a callback of bpf_loop, bpf_for_each_map_elem or a timer calls bpf_throw or bpf_assert",
      "a function with an assertion in it is called from a callback, too",
    ],
    repair: .init(
      before: "static long each(__u32 i, void *data)\n{\n    bpf_assert(i < 8);\n    return 0;\n}",
      after: "static long each(__u32 i, void *data)\n{\n    return i >= 8;\n}"),
    wordings: [
      .init(
        "6.7 and later", "bpf_throw kfunc (insn %d) cannot be called from callback subprog %d",
        "an exception is thrown in a callback, which cannot be left so")
    ],
    seeAlso: ["A1781", "A1820"],
    examples: [
      .init(
        "6.7 and later", ["bpf_throw kfunc (insn 9) cannot be called from callback subprog 2"],
        summary: "an exception is thrown in a callback, which cannot be left so")
    ])

  private static let thrown = MessageFormat("bpf_throw kfunc (insn %d) cannot be called")

  /// A throw in a callback; its own line where that is known.
  public static func explain(_ rejection: Rejection) -> Explained? {
    guard var result = worded(rejection) else { return nil }
    result.primary = rejection.messages.lazy.compactMap { thrown.numbers($0)?.first }.first
      .flatMap { rejection.span(ofSlot: $0, "thrown here, in a callback") }
    result.related = []
    return result
  }
}
