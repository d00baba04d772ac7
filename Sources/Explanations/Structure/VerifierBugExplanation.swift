/// What the verifier itself calls impossible.
public enum VerifierBugExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1818", title: "the verifier met what its authors hold to be impossible",
    why: """
      The message begins with `verifier bug` (up to 6.15 `verifier internal error` or `BUG`): a check inside the verifier \
      failed, and the program was refused to be safe. It says nothing of what the program does wrong. Another release of the \
      kernel often takes the same program, or gives a reason.
      """,
    fix:
      "load it on a newer stable release of the kernel; where it stays, report the program and the log to bpf@vger.kernel.org",
    causes: ["A rare combination of constructs, such as a tail call inside a callback."],
    wordings: [
      .init("6.16 and later", "verifier bug: %s", "the verifier calls this its own bug: {0}"),
      .init("5.4 to 6.15", "verifier internal error: %s", "the verifier calls this its own error: {0}"),
      .init("5.4 to 6.15", "BUG %s", "the verifier calls this its own bug: {0}"),
    ],
    examples: [
      .init(
        "6.18", ["verifier bug: callback unexpected regs 1"],
        summary: "the verifier calls this its own bug: callback unexpected regs 1"),
      .init(
        "5.4 to 6.15", ["verifier internal error: call stack has wrong frame"],
        summary: "the verifier calls this its own error: call stack has wrong frame"),
      .init("5.4 to 6.15", ["BUG spi 3"], summary: "the verifier calls this its own bug: spi 3"),
    ])
}
