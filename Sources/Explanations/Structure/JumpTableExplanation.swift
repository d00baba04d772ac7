/// A jump through a table that does not fit the program.
public enum JumpTableExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1822", title: "a jump through a table that does not fit its function",
    why: """
      Kernels from 6.19 on know indirect jumps (`gotox`), which compilers make of large switches and of computed gotos. Each \
      has to go through a table (an instruction array map) all of whose entries lie in the jump's own function, at an index \
      that is bounded by the table's size.
      """,
    fix: "compile with -fno-jump-tables, or load the object with a libbpf that makes the tables (1.7 and later)",
    causes: [
      "a switch became a jump table, and the loader does not know .jumptables sections",
      "a computed goto's index is not checked against the number of labels",
      "the table was changed, or belongs to another function",
    ],
    repair: .init(before: "goto *labels[kind];", after: "if (kind >= 4)\n    return 0;\ngoto *labels[kind];"),
    wordings: [
      .init(
        "6.19 and later", "jump table for insn %d points outside of the subprog [%d,%d]",
        "the jump table of instruction {0} leads out of its function ({1} to {2})"),
      .init(
        "6.19 and later", "no jump tables found for subprog starting at %d",
        "the function at instruction {0} jumps through a table, and none is given for it"),
      .init(
        "6.19 and later", "%r has type %s, expected PTR_TO_INSN",
        "a jump goes to something that is no entry of a jump table ({1})"),
      .init(
        "6.19 and later", "register %r doesn't point to any offset in map id=%d",
        "a jump goes to a place that is no entry of its jump table"),
      .init(
        "6.19 and later", "%r points to outside of jump table",
        "a jump table is used at an index that may be outside of it"),
      .init(
        "6.19 and later", "the sum of %r umax_value %d is too big",
        "a jump table is used at an index of up to {1}, which is too large"),
      .init(
        "6.19 and later", "the sum of %r umin_value %d is too big",
        "a jump table is used at an index of at least {1}, which is too large"),
    ],
    seeAlso: ["A1802"],
    examples: [
      .init(
        "6.19 and later", ["jump table for insn 7 points outside of the subprog [0,20]"],
        summary: "the jump table of instruction 7 leads out of its function (0 to 20)"),
      .init(
        "6.19 and later", ["no jump tables found for subprog starting at 12"],
        summary: "the function at instruction 12 jumps through a table, and none is given for it"),
      .init(
        "6.19 and later", ["R1 has type scalar, expected PTR_TO_INSN"],
        summary: "a jump goes to something that is no entry of a jump table (scalar)"),
      .init(
        "6.19 and later", ["register R1 doesn't point to any offset in map id=3"],
        summary: "a jump goes to a place that is no entry of its jump table"),
      .init(
        "6.19 and later", ["R1 points to outside of jump table: [0,9] max_entries 4"],
        summary: "a jump table is used at an index that may be outside of it"),
      .init(
        "6.19 and later", ["the sum of R1 umax_value 4294967295 is too big"],
        summary: "a jump table is used at an index of up to 4294967295, which is too large"),
      .init(
        "6.19 and later", ["the sum of R1 umin_value 4294967295 is too big"],
        summary: "a jump table is used at an index of at least 4294967295, which is too large"),
    ])
}
