import BPF
import BPFObject
import Findings
import VerifierLog

/// A callback that cannot be one.
public enum CallbackExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1820", title: "a callback that is not a static function of the program",
    why: """
      A callback is verified as part of the program, for the arguments that the helper gives it. So it has to be a static \
      function, not a global one, which is verified by itself, nor the program's entry, and the object has to have type \
      information for its functions.
      """,
    fix: "declare the callback `static`, and compile with -g so that the object has type information",
    causes: [
      "`static` was forgotten on the callback of bpf_loop, bpf_for_each_map_elem or bpf_timer_set_callback",
      "the program passes itself as the callback",
      "the object was compiled without -g",
    ],
    repair: .init(
      before: "long each(struct bpf_map *map, __u32 *key, __u64 *value, void *ctx)",
      after: "static long each(struct bpf_map *map, __u32 *key, __u64 *value, void *ctx)"),
    wordings: [
      .init("5.13 and later", "callback function not static", "a callback is a global function; it has to be static"),
      .init(
        "5.13 and later", "callback function cannot be the main program", "the program's entry is passed as a callback"),
      .init(
        "5.13 and later", "missing btf func_info",
        "a callback is used, and the object has no type information for its functions"),
    ],
    seeAlso: ["A1813", "A1821", "A1781"],
    examples: [
      .init(
        "5.13 and later", ["callback function not static"],
        summary: "a callback is a global function; it has to be static"),
      .init(
        "5.13 and later", ["callback function cannot be the main program"],
        summary: "the program's entry is passed as a callback"),
      .init(
        "5.13 and later", ["missing btf func_info"],
        summary: "a callback is used, and the object has no type information for its functions"),
    ])

  /// A callback that is none.
  public static func explain(_ rejection: Rejection) -> Explained? {
    guard var result = worded(rejection) else { return nil }
    result.related = []
    guard let step = rejection.failingStep, let program = rejection.program,
      case .function(let index)? = program.reference(atSlot: rejection.trace.steps[step].slot),
      program.subprograms.indices.contains(index)
    else { return result }
    let name = program.subprograms[index].name
    result.summary = result.summary.replacing("a callback is", with: "\(name), a callback, is")
    result.label = "\(name) is passed as a callback here"
    result.fixPlace = rejection.declaration(name, "\(name) is declared here")
    return result
  }
}
