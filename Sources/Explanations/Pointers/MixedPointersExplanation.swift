/// One instruction that reads through pointers of different kinds, by the path that leads to it.
public enum MixedPointersExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1061", title: "one access through pointers of two kinds",
    why: """
      The kernel rewrites accesses to the context, to sockets and to kernel objects, each kind in its own way. An \
      instruction that reads through one kind on one path and through another kind on another path cannot be rewritten. \
      Compilers make such an instruction when they merge the ends of two branches.
      """,
    fix:
      "access each pointer in its own branch, and keep the compiler from merging them (an empty `asm volatile` there)",
    causes: [
      "`p = condition ? ctx_field_pointer : map_value; x = p->field;`",
      "two branches end with the same read, and the compiler keeps one of them",
    ],
    repair: .init(
      before: "if (a)\n    n = ctx->len;\nelse\n    n = sk->family;",
      after: "if (a) {\n    n = ctx->len;\n    asm volatile(\"\" : \"+r\"(n));\n} else {\n    n = sk->family;\n}"),
    wordings: [
      .init(
        "5.4 and later", "same insn cannot be used with different pointers",
        "one instruction accesses pointers of different kinds, depending on the path that led to it")
    ],
    examples: [
      .init(
        "5.4 and later", ["same insn cannot be used with different pointers"],
        summary: "one instruction accesses pointers of different kinds, depending on the path that led to it")
    ])
}
