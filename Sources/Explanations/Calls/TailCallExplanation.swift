/// A tail call where none may be made.
public enum TailCallExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1513", title: "a tail call where none may be made",
    why: """
      A tail call never comes back: the other program takes this one's place. In a callback the helper that called it waits \
      for its return. And each call instruction jumps through one map: two maps on two paths to one call are refused where \
      the compiler cannot tell which it is.
      """,
    fix: "make the tail call in the program itself, after the callback has returned, with one map at each call",
    causes: [
      "bpf_tail_call stands in a function that is passed to bpf_loop, bpf_for_each_map_elem or bpf_timer_set_callback.",
      "Two branches choose the map, and the compiler merged their calls into one.",
    ],
    repair: .init(
      before:
        "static long step(__u32 i, void *p) { bpf_tail_call(ctx, &steps, i); return 0; }\n...\n    bpf_loop(4, step, &c, 0);",
      after:
        "static long step(__u32 i, void *p) { *(__u32 *)p = i; return 0; }\n...\n    bpf_loop(4, step, &next, 0);\n"
        + "    bpf_tail_call(ctx, &steps, next);"),
    wordings: [
      .init(
        "6.18 and later", "cannot tail call within callback",
        "a tail call is made in a callback, which has to return to its caller"),
      .init(
        "7.2 and later", "tail_calls are not allowed in programs with stack args",
        "a tail call is made in a program with a function of more than five arguments"),
    ],
    seeAlso: ["A1613", "A1510"],
    examples: [
      .init(
        "6.18 and later", ["cannot tail call within callback"],
        summary: "a tail call is made in a callback, which has to return to its caller"),
      .init(
        "5.2 and later", ["tail_call abusing map_ptr"],
        summary: "one call instruction gets different maps on different paths"),
      .init(
        "7.2 and later", ["tail_calls are not allowed in programs with stack args"],
        summary: "a tail call is made in a program with a function of more than five arguments"),
    ])

  private static let severalMaps = MessageFormat("tail_call abusing map_ptr")

  /// A tail call that cannot be made.
  public static func explain(_ rejection: Rejection) -> Explained? {
    // bpf_for_each_map_elem says the same of its map.
    if rejection.first(of: [severalMaps]) != nil, rejection.refusedCall?.callee ?? "bpf_tail_call" == "bpf_tail_call" {
      return explained(
        "one call instruction gets different maps on different paths",
        advice: "call bpf_tail_call in each branch with its own map, and keep the compiler from merging the calls "
          + "(an `asm volatile(\"\")` behind one of them)")
    }
    return worded(rejection)
  }
}
