import Findings

/// An iterator that is no variable on the stack.
public enum IteratorPlaceExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1732", title: "an iterator has to be a variable on the stack",
    why: """
      The verifier keeps an iterator's state with the stack slots of its variable. One in a map value, in allocated memory \
      or in a global variable it cannot follow, and a pointer to something else is no iterator.
      """,
    fix: "declare the iterator (`struct bpf_iter_num it`) in the function that uses it and pass its address",
    causes: [
      "The iterator is kept in a map value or a global variable.",
      "The pointer that was passed points to another structure.",
    ],
    wordings: [
      .init(
        "6.4 and later", "%s expected pointer to an iterator on stack", "{name} is no iterator on the stack",
        noun: "what is passed"),
      .init(
        "6.4 and later", "expected valid iter pointer as %s", "{name} is no iterator that the kernel knows",
        noun: "what is passed"),
    ], seeAlso: ["A1731", "A1744"],
    examples: [
      .init(
        "6.4 to 7.1", ["arg#0 expected pointer to an iterator on stack"],
        summary: "what is passed is no iterator on the stack"),
      .init(
        "7.2 and later", ["R1 expected pointer to an iterator on stack"],
        summary: "what is passed is no iterator on the stack"),
      .init(
        "6.10 and later", ["expected valid iter pointer as arg #0"],
        summary: "what is passed is no iterator that the kernel knows"),
    ])

  /// A pointer to something else.
  public static func explain(_ rejection: Rejection) -> Explained? {
    guard var explained = worded(rejection) else { return nil }
    explained.register = 1
    if let argument = rejection.argumentText(1) {
      explained.summary = explained.summary.replacing("what is passed", with: "`\(argument)`")
    }
    return explained
  }
}
