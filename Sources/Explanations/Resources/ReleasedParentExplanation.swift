import Findings

/// Something is released while a thing made from it still needs it.
public enum ReleasedParentExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1705", title: "something is released before what was made from it",
    why: """
      A dynptr over a file, or another object that was acquired from one that is itself acquired, lives only as long as \
      its parent. The verifier wants the younger one released first.
      """,
    fix: "release in the reverse order: what was acquired last first", seeAlso: ["A1701"],
    examples: [
      .init(
        "7.2 and later", ["Leaking reference id=3 alloc_insn=12. Release it first."],
        summary: "what instruction 12 acquired has to be released first: it was made from what is released here")
    ])

  private static let format = MessageFormat("Leaking reference id=%d alloc_insn=%d. Release it first.")

  /// A parent released before its child.
  public static func explain(_ rejection: Rejection) -> Explained? {
    for message in rejection.messages {
      guard let slot = format.numbers(message)?[1] else { continue }
      guard let acquired = Acquisition(atSlot: slot, of: rejection) else {
        return explained(
          "what instruction \(slot) acquired has to be released first: it was made from what is released here")
      }
      var explained = explained(
        "\(acquired.subject) has to be released first: it was made from what is released here",
        advice: acquired.advice)
      explained.related = acquired.story(in: rejection)
      return explained
    }
    return nil
  }
}
