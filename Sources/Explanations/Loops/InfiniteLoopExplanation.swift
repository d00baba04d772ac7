/// A loop that comes round in the same state.
public enum InfiniteLoopExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1102", title: "a loop that never ends",
    why: """
      The verifier came to an instruction a second time with nothing changed that it knows of: as far as it can see, the \
      loop goes on for ever.
      """,
    fix: "change a variable of the loop's condition in every round, on every path, and keep it out of map memory",
    examples: [
      .init(
        "5.4 and later", ["infinite loop detected at insn 7"],
        summary: "a loop that never ends: instruction 7 is reached again with nothing changed"),
      .init(
        "6.6 and later",
        ["infinite loop detected at insn 0", "cur state: R1=ctx() R10=fp0", "old state: R1=ctx() R10=fp0"],
        summary: "a loop that never ends: instruction 0 is reached again with nothing changed"),
    ])

  private static let format = MessageFormat("infinite loop detected at insn %d")

  /// A state met twice.
  public static func explain(_ rejection: Rejection) -> Explained? {
    for message in rejection.messages {
      guard let numbers = format.numbers(message) else { continue }
      return explained("a loop that never ends: instruction \(numbers[0]) is reached again with nothing changed")
    }
    return nil
  }
}
