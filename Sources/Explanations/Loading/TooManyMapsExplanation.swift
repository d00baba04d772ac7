import BPFObject

/// More maps or BTF objects than one program may use.
public enum TooManyMapsExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1951", title: "more maps than one program may use",
    why: """
      One program may refer to 64 maps, those of global variables counted, and to as many BTF objects of modules.
      """,
    fix: "put what is alike into one map with a larger key, or split the program",
    causes: ["Maps made by a macro, one for each counter.", "Everything inlined into one program."],
    repair: .init(
      before: "COUNTER(a); COUNTER(b); /* a map each */", after: "__uint(max_entries, NR_COUNTERS); /* one array */"),
    wordings: [
      .init(
        "5.4 and later", "The total number of maps per program has reached the limit of %d",
        "the program uses more than {0} maps"),
      .init(
        "5.11 and later", "The total number of btfs per program has reached the limit of %d",
        "the program refers to the BTF of more than {0} modules"),
    ],
    seeAlso: ["A1948"],
    examples: [
      .init(
        "6.11 and later", ["The total number of maps per program has reached the limit of 64"],
        summary: "the program uses more than 64 maps"),
      .init(
        "6.12 and later", ["The total number of btfs per program has reached the limit of 64"],
        summary: "the program refers to the BTF of more than 64 modules"),
    ])
}
