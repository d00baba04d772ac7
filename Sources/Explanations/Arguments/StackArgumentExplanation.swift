/// Arguments beyond the fifth, passed on the stack.
public enum StackArgumentExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1626", title: "a function with more than five arguments is called as the kernel cannot do it",
    why: """
      BPF passes five arguments in registers. Since 7.2 more can go through a small area of their own, which the caller \
      has to fill completely before each call and the callee reads first; kernels before know nothing of it.
      """,
    fix: "pass a pointer to a struct instead of single arguments, so that five or fewer are left",
    causes: [
      "The function takes six or more arguments and is not inlined.",
      "The compiler left an argument out that it takes for undefined.",
    ],
    wordings: [
      .init(
        "7.2 and later", "callee expects %d args, stack arg%d is not initialized",
        "a function of {0} arguments is called, and one beyond the fifth has no value"),
      .init(
        "7.2 and later", "invalid read from stack arg off %d depth %d",
        "an argument is read that the caller did not pass"),
      .init(
        "7.2 and later", "r11 load must be before any r11 store or call insn",
        "an argument beyond the fifth is read after a call, when it is gone"),
      .init(
        "7.2 and later", "stack arg write offset %d exceeds max %d stack args",
        "more arguments are passed than the kernel can"),
      .init(
        "7.2 and later", "func#%d writes %d stack arg slots, but calls only require %d",
        "more arguments are passed than the called functions take"),
      .init(
        "5.13 and later", "Function %w has %d > %d args", "{0} takes {1} arguments; at most {2} can be passed"),
      .init(
        "7.2 and later", "%r prog->aux cannot be a stack argument",
        "a kernel function with too many arguments is called"),
    ],
    seeAlso: ["A1510"],
    examples: [
      .init(
        "7.2 and later", ["callee expects 7 args, stack arg1 is not initialized"],
        summary: "a function of 7 arguments is called, and one beyond the fifth has no value"),
      .init(
        "7.2 and later", ["invalid read from stack arg off 8 depth 0"],
        summary: "an argument is read that the caller did not pass"),
      .init(
        "7.2 and later", ["r11 load must be before any r11 store or call insn"],
        summary: "an argument beyond the fifth is read after a call, when it is gone"),
      .init(
        "7.2 and later", ["stack arg write offset -64 exceeds max 7 stack args"],
        summary: "more arguments are passed than the kernel can"),
      .init(
        "7.2 and later", ["func#1 writes 2 stack arg slots, but calls only require 1"],
        summary: "more arguments are passed than the called functions take"),
      .init(
        "5.13 and later", ["Function sum has 6 > 5 args"], summary: "sum takes 6 arguments; at most 5 can be passed"),
      .init(
        "7.2 and later", ["R6 prog->aux cannot be a stack argument"],
        summary: "a kernel function with too many arguments is called"),
    ])
}
