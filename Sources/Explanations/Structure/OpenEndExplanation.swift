import Findings

/// A function that runs on past its last instruction.
public enum OpenEndExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1803", title: "a function whose last instruction does not end it",
    why: """
      A function has to end with an exit or a jump: else control would run on into what lies behind it. A compiler leaves \
      the end open where the C code has undefined behaviour: it then assumes that the end is never reached.
      """,
    fix: "look for undefined behaviour before the function's end, and return a value on every path",
    causes: [
      "NULL is dereferenced or a value divided by zero, as the compiler can see, and it dropped the rest",
      "`__builtin_unreachable()` or a function declared noreturn stands at the end",
      "an endless loop was removed",
      "inline assembly was to end the function, and does not",
    ],
    repair: .init(
      before: "switch (kind) {\ncase 0: return XDP_PASS;\ndefault: __builtin_unreachable();\n}",
      after: "switch (kind) {\ncase 0: return XDP_PASS;\ndefault: return XDP_ABORTED;\n}"),
    seeAlso: ["A1405", "A1801"],
    examples: [
      .init(
        "5.4 and later", ["last insn is not an exit or jmp"],
        summary: "a function's last instruction neither returns nor jumps")
    ])

  /// A function with an open end.
  public static func explain(_ rejection: Rejection) -> Explained? {
    guard rejection.messages.contains(where: { $0.hasPrefix("last insn is not an exit or jmp") }) else { return nil }
    guard let (function, slot) = rejection.openEnd else {
      return explained("a function's last instruction neither returns nor jumps")
    }
    var result = explained("the last instruction of \(function) neither returns nor jumps")
    result.primary = rejection.span(ofSlot: slot, "\(function) ends here, without a return")
    result.related = rejection.declaration(function, "\(function) begins here").map { [$0] }
    return result
  }
}
