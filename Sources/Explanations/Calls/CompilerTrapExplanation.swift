/// Code that the compiler replaced by a trap.
public enum CompilerTrapExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1524", title: "the compiler put a trap where the program does something undefined",
    why: """
      Where C leaves open what happens (a variable is read that was never set, a division by a constant 0, the end of a \
      function that should return a value), clang 21 and later call `__bpf_trap` instead of going on with anything. The \
      verifier refuses the program when it gets there.
      """,
    fix: "give the variable a value on every path to this line; clang's -Wall warns of most such places",
    causes: [
      "A variable is set in one branch only and read after it.",
      "A `switch` has no default, and what it sets is used afterwards.",
      "__builtin_unreachable() or __builtin_trap() stands where the code can come.",
      "A function that returns a value ends without `return`.",
    ],
    wordings: [
      .init(
        "6.17 and later", "unexpected __bpf_trap() due to uninitialized variable?",
        "the program comes to a place where it does something undefined, such as reading a variable that was never set")
    ],
    seeAlso: ["A1301"],
    examples: [
      .init(
        "6.17 and later", ["unexpected __bpf_trap() due to uninitialized variable?"],
        summary:
          "the program comes to a place where it does something undefined, such as reading a variable that was never set"
      )
    ])
}
