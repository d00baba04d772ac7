/// A jump table read in another size than its entries have.
public enum JumpTableReadExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1271", title: "a jump table's entry is read in part",
    why:
      "A map of type INSN_ARRAY holds addresses of instructions, 8 bytes each, for indirect jumps: each is read whole.",
    fix: "read 8 bytes at a multiple of 8, as the compiler's own jump tables do",
    causes: ["inline assembly or generated code reads 4 bytes of an entry"],
    repair: .init(before: "r1 = *(u32 *)(r1 + 0)", after: "r1 = *(u64 *)(r1 + 0)"),
    wordings: [
      .init(
        "6.19 and later", "Invalid read of %d bytes from insn_array",
        "{0} bytes of a jump table's entry are read; it has 8")
    ],
    seeAlso: ["A1202"],
    examples: [
      .init(
        "6.19 and later", ["Invalid read of 4 bytes from insn_array"],
        summary: "4 bytes of a jump table's entry are read; it has 8")
    ])
}
