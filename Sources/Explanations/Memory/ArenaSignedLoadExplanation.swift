/// A sign-extending load from an arena on a kernel or machine that has none.
public enum ArenaSignedLoadExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1272", title: "a sign-extending load from an arena, which this kernel does not have",
    why: """
      With -mcpu=v4 compilers read signed numbers of less than 8 bytes with sign-extending loads. The kernel (or its JIT for \
      this machine) does not have them for arenas.
      """,
    fix: "compile with -mcpu=v3, or keep signed numbers in arenas in 8 bytes",
    causes: ["an int, short or signed char in an arena is read by a program that was compiled with -mcpu=v4"],
    repair: .init(before: "int __arena *n;", after: "long __arena *n;"),
    wordings: [
      .init(
        "6.9 and later", "sign extending loads from arena are not supported yet",
        "a signed number of less than 8 bytes is read from an arena, which this kernel cannot")
    ],
    examples: [
      .init(
        "6.9 and later", ["sign extending loads from arena are not supported yet"],
        summary: "a signed number of less than 8 bytes is read from an arena, which this kernel cannot")
    ])
}
