/// A write to the frame pointer, or a register that there is not.
public enum FramePointerExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1060", title: "a register that may not be written, or does not exist",
    why: """
      r10 is the frame pointer: it may be read and copied, never written. There are registers r0 to r10 and no others. C \
      compilers keep to that; inline assembly and generated code have to.
      """,
    fix: "copy r10 to another register and compute with the copy; let the compiler choose registers (`%0`, `%[name]`)",
    causes: [
      "inline assembly adjusts r10 as other machines adjust a stack pointer",
      "a code generator numbers registers beyond r10",
      "the object was changed after it was compiled",
    ],
    repair: .init(before: "asm volatile(\"r10 += -8\");", after: "asm volatile(\"r2 = r10; r2 += -8\" ::: \"r2\");"),
    wordings: [
      .init("5.4 and later", "frame pointer is read only", "r10, the frame pointer, is written; it may only be read"),
      .init(
        "5.4 and later", "R%d is invalid", "register r{0} is used; there are only r0 to r10"),
    ],
    examples: [
      .init(
        "5.4 and later", ["frame pointer is read only"],
        summary: "r10, the frame pointer, is written; it may only be read"),
      .init("5.4 and later", ["R11 is invalid"], summary: "register r11 is used; there are only r0 to r10"),
    ])
}
