import Findings

/// An instruction that no path leads to.
public enum UnreachableExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1801", title: "an instruction that no path leads to",
    why: """
      Every instruction has to be reachable from the program's first one, by jumps as they are written and without regard to \
      their conditions. Compilers leave no such instruction behind; inline assembly, code generators and objects that were \
      changed later do.
      """,
    fix: "remove the instruction, or the jump or exit before it",
    causes: [
      "inline assembly ends with `exit` or `goto`, and the compiler's own code follows",
      "a program was put together by hand or by a generator, and a block got no jump to it",
      "a tool replaced an instruction by an unconditional jump",
    ],
    repair: .init(
      before: "asm volatile(\"r0 = 0; exit\");\nreturn XDP_PASS;", after: "return 0;"),
    seeAlso: ["A1802", "A1803"],
    examples: [
      .init("5.4 and later", ["unreachable insn 3"], summary: "no path leads to instruction 3")
    ])

  private static let format = MessageFormat("unreachable insn %d")

  /// Dead code.
  public static func explain(_ rejection: Rejection) -> Explained? {
    for message in rejection.messages {
      guard let slot = format.numbers(message)?.first else { continue }
      var result = explained("no path leads to instruction \(slot)")
      result.primary = rejection.span(ofSlot: slot, "no path leads here")
      if slot > 0, let before = rejection.span(ofSlot: slot - 1, "what comes before it never goes on to it"),
        result.primary.map({ !$0.span.isSameLine(as: before.span) }) ?? false
      {
        result.related = [before]
      }
      return result
    }
    return nil
  }
}
