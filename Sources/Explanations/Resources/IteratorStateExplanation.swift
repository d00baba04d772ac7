import Findings

/// An iterator that is used before it is made, or made twice.
public enum IteratorStateExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1731", title: "an iterator is used before it is made, after it is destroyed, or made twice",
    why: """
      An iterator (6.4) is a variable on the stack that `bpf_iter_X_new` brings to life, `bpf_iter_X_next` walks and \
      `bpf_iter_X_destroy` ends, in this order, on every path, also when `new` failed. Between the first and the last the \
      variable is the kernel's: the program may not write it.
      """,
    fix:
      "use the loop macros bpf_for, bpf_repeat or bpf_for_each, which keep the order, or call new, next and destroy in it",
    causes: [
      "`next` is called on a variable that `new` has not set up on this path.",
      "`next` stands behind the loop, after `destroy`.",
      "One variable serves two nested loops.",
      "The variable was written, or copied from another iterator.",
    ],
    repair: .init(
      before: "struct bpf_iter_num it;\nwhile ((i = bpf_iter_num_next(&it)))\n    sum += *i;",
      after: """
        struct bpf_iter_num it;
        bpf_iter_num_new(&it, 0, 10);
        while ((i = bpf_iter_num_next(&it)))
            sum += *i;
        bpf_iter_num_destroy(&it);
        """), seeAlso: ["A1701", "A1744"],
    examples: [
      .init(
        "6.4 to 7.1", ["expected an initialized iter_num as arg #0"],
        summary: "an iterator is used that is not alive on this path"),
      .init(
        "6.4 to 7.1", ["expected an initialized iter_num as arg #0"],
        path: ["; v = bpf_iter_num_next(&it);", "2: (85) call bpf_iter_num_next#12"],
        summary: "`it` is passed to bpf_iter_num_next, but is no live iterator on this path"),
      .init(
        "7.2 and later", ["expected an initialized iter_num as R1"],
        summary: "an iterator is used that is not alive on this path"),
      .init(
        "6.4 to 7.1", ["expected uninitialized iter_num as arg #0"],
        summary: "an iterator is made in a variable where one is alive already"),
      .init(
        "7.2 and later", ["expected uninitialized iter_num as R1"],
        summary: "an iterator is made in a variable where one is alive already"),
    ])

  private static let used = MessageFormat("expected an initialized iter_%w as ")
  private static let made = MessageFormat("expected uninitialized iter_%w as ")

  /// A call out of order.
  public static func explain(_ rejection: Rejection) -> Explained? {
    for message in rejection.messages {
      let name = rejection.argumentText(1).map { "`\($0.trimmingPrefix { $0 == "&" })`" }
      let callee = rejection.refusedCall?.callee
      if let kind = used.match(message)?[0] {
        let ended = rejection.newestCall(of: ["bpf_iter_\(kind)_destroy"])
        let known = name.flatMap { name in
          callee.map { "\(name) is passed to \($0), but is no live iterator on this path" }
        }
        var told = explained(
          known ?? "an iterator is used that is not alive on this path",
          advice: ended == nil
            ? "call bpf_iter_\(kind)_new first, or use bpf_for or bpf_for_each"
            : "make it anew, or use it before destroy")
        told.label = "no live iterator here"
        told.related = []
        if let ended {
          told.summary = told.summary.replacing("but is no live iterator on this path", with: "after it was destroyed")
          told.related = [rejection.span(ended, "bpf_iter_\(kind)_destroy ended it here")]
        } else if let declared = name.flatMap({ declaration(of: $0, rejection) }) {
          told.related = [declared]
        }
        return told
      }
      guard let kind = made.match(message)?[0] else { continue }
      var told = explained(
        name.map { "an iterator is made in \($0), where one is alive already" }
          ?? "an iterator is made in a variable where one is alive already",
        advice: "give each loop an iterator of its own, and destroy it before it is made anew")
      told.label = "made once more here"
      told.related = rejection.newestCall(of: ["bpf_iter_\(kind)_new"])
        .map { [rejection.span($0, "the one that is alive was made here")] }
      return told
    }
    return nil
  }

  private static func declaration(of name: String, _ rejection: Rejection) -> LabelledSpan? {
    rejection.failingStep.flatMap {
      rejection.localDeclaration(name.filter { $0 != "`" }, before: $0, "declared here, and not made on this path")
    }
  }
}
