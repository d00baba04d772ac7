import Findings

/// An iterator, dynptr or irq flag that is addressed in its middle or at a place known only at run time.
public enum StackObjectPlaceExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1744", title: "a dynptr, iterator or saved flag has to be a whole variable at a fixed place on the stack",
    why: """
      The verifier keeps the state of these variables by stack slot. Their address has to be that of the whole variable: \
      aligned to eight bytes, inside the frame, and not an element of an array chosen at run time.
      """,
    fix: "declare each as a variable of its own and pass its address",
    causes: [
      "An array of dynptrs or iterators is indexed by a variable.",
      "A pointer into the middle of the variable is passed, or one to other memory.",
    ],
    wordings: [
      .init(
        "6.2 and later", "%w has to be at a constant offset",
        "the place of the {0} depends on a number that is only known at run time"),
      .init(
        "6.2 and later", "cannot pass in %w at an offset=%d",
        "the address passed is not that of a whole {0}, but offset {1} of the stack"),
      .init(
        "6.2 to 7.1", "%s expected pointer to stack or const struct bpf_dynptr",
        "what is passed is no dynptr on the stack"),
    ], seeAlso: ["A1731", "A1741"],
    examples: [
      .init(
        "6.2 and later", ["dynptr has to be at a constant offset"],
        summary: "the place of the dynptr depends on a number that is only known at run time"),
      .init(
        "6.4 and later", ["iter_num has to be at a constant offset"],
        summary: "the place of the iter_num depends on a number that is only known at run time"),
      .init(
        "6.2 and later", ["cannot pass in dynptr at an offset=-12"],
        summary: "the address passed is not that of a whole dynptr, but offset -12 of the stack"),
      .init(
        "6.2 to 7.1", ["arg#1 expected pointer to stack or const struct bpf_dynptr"],
        summary: "what is passed is no dynptr on the stack"),
      .init(
        "7.2 and later", ["R2 expected pointer to stack or const struct bpf_dynptr"],
        summary: "what is passed is no dynptr on the stack"),
    ])

  /// Whether a message is about a variable's place.
  static func isKnown(_ message: String) -> Bool { page.wordings.contains { $0.match(message) != nil } }
}
