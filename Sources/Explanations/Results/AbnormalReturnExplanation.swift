import BPFObject
import Findings

/// A function that a tail call or a packet load may end, and that cannot say so.
public enum AbnormalReturnExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1408", title: "a function with a tail call or a BPF_LD_ABS load has to return int",
    why: """
      A tail call, or an old packet load that fails, ends the function that makes it with a number. Its caller has to be \
      ready for that: the function has to be one that returns `int`, and the object has to carry BTF that says so (5.10).
      """,
    fix: "declare the function as returning int and build with -g, or make the tail call in the program itself",
    causes: [
      "A void function makes a tail call.", "The object was built without -g, or its BTF was stripped.",
      "A subprogram uses LLVM's load_byte, load_half or load_word.",
    ],
    repair: .init(
      before: "static __noinline void next(struct xdp_md *ctx) { bpf_tail_call(ctx, &programs, 1); }",
      after: "static __noinline int next(struct xdp_md *ctx) { bpf_tail_call(ctx, &programs, 1); return XDP_PASS; }"),
    wordings: [
      .init(
        "5.10 and later", "tail_call is not allowed in subprogs without BTF",
        "a function makes a tail call, and no BTF says that it returns int"),
      .init(
        "5.10 and later", "LD_ABS is not allowed in subprogs without BTF",
        "a function uses a packet load (BPF_LD_ABS), and no BTF says that it returns int"),
      .init(
        "5.10 and later", "tail_call is only allowed in functions that return 'int'.",
        "a function makes a tail call and does not return int"),
      .init(
        "5.10 and later", "LD_ABS is only allowed in functions that return 'int'.",
        "a function uses a packet load (BPF_LD_ABS) and does not return int"),
    ],
    examples: [
      .init(
        "5.10 and later", ["tail_call is not allowed in subprogs without BTF"],
        summary: "a function makes a tail call, and no BTF says that it returns int"),
      .init(
        "5.10 and later", ["LD_ABS is not allowed in subprogs without BTF"],
        summary: "a function uses a packet load (BPF_LD_ABS), and no BTF says that it returns int"),
      .init(
        "5.10 and later", ["tail_call is only allowed in functions that return 'int'."],
        summary: "a function makes a tail call and does not return int"),
      .init(
        "5.10 and later", ["LD_ABS is only allowed in functions that return 'int'."],
        summary: "a function uses a packet load (BPF_LD_ABS) and does not return int"),
    ])

  /// A function that returns no int: the one, of a linked program, that is at fault is named where only one can be.
  public static func explain(_ rejection: Rejection) -> Explained? {
    guard var told = worded(rejection) else { return nil }
    if let (name, slot) = rejection.tailCaller {
      told.summary = told.summary.replacing("a function ", with: "the function \(name) ")
      told.primary = rejection.declaration(name, "has to return int")
      told.related = rejection.span(ofSlot: slot, "the tail call").map { [$0] } ?? []
    }
    return told
  }
}
