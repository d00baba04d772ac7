import Findings
import VerifierLog

/// An argument that has to be a constant, and is not.
public enum NotConstantExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1610", title: "an argument has to be a constant, and is computed",
    why: """
      Some arguments decide what the verifier knows afterwards: how many bytes a reservation has, of which type an object \
      is made. It has to see one value, the same on every path; bounds are not enough.
      """,
    fix:
      "pass a constant (a number, sizeof) and branch over the sizes that occur, or use a call that takes a variable one",
    causes: [
      "bpf_ringbuf_reserve gets a length that was computed: reserve the largest, or use bpf_ringbuf_output.",
      "The size of bpf_dynptr_slice's buffer is a variable.",
      "The value is constant on each path, but another on each: paths join before the call.",
      "A `const volatile` global is known only once the object is loaded and frozen; a plain global never is.",
    ],
    repair: .init(
      before: "char *p = bpf_ringbuf_reserve(&events, length, 0);",
      after: "char *p = bpf_ringbuf_reserve(&events, MAX_LENGTH, 0);"),
    seeAlso: ["A1611"],
    examples: [
      .init(
        "5.8 and later", ["R2 is not a known constant'"], path: ["5: (85) call bpf_ringbuf_reserve#131"],
        summary: "bpf_ringbuf_reserve wants a constant as argument 2 and gets a computed value"),
      .init(
        "6.2 and later", ["R4 must be a known constant"], path: ["5: (85) call bpf_dynptr_slice#71234"],
        summary: "bpf_dynptr_slice wants a constant as argument 4 and gets a computed value"),
      .init(
        "6.1 and later", ["R2 is not a const"], path: ["5: (85) call hid_bpf_get_data#71234"],
        summary: "hid_bpf_get_data wants a constant as argument 2 and gets a computed value"),
      .init(
        "6.1 and later", ["R2 rdonly/rdwr_buf_size exceeds u32 max"],
        path: ["5: (85) call hid_bpf_get_data#71234"],
        summary: "hid_bpf_get_data gets a size in argument 2 that does not fit 32 bits"),
      .init(
        "5.4 and later", ["get_local_storage() doesn't support non-zero flags"],
        summary: "bpf_get_local_storage wants 0 as argument 2 and gets another value"),
    ])

  private static let formats = [
    MessageFormat("%r is not a known constant"), MessageFormat("%r must be a known constant"),
    MessageFormat("%r is not a const"), MessageFormat("%r unbounded size, use 'var &= const'"),
  ]
  private static let address = MessageFormat("%r is not a constant address")
  private static let large = MessageFormat("%r rdonly/rdwr_buf_size exceeds u32 max")
  private static let flags = MessageFormat("get_local_storage() doesn't support non-zero flags")

  /// A value that is computed.
  public static func explain(_ rejection: Rejection) -> Explained? {
    let callee = rejection.refusedCall?.callee ?? "the call"
    if rejection.first(of: [flags]) != nil {
      var explained = explained(
        "bpf_get_local_storage wants 0 as argument 2 and gets another value",
        advice: "pass 0: the helper has no flags yet")
      explained.register = 2
      return explained
    }
    if let words = rejection.first(of: [large]), let register = Int(words[0]) {
      var explained = explained("\(callee) gets a size in argument \(register) that does not fit 32 bits")
      explained.register = register
      return explained
    }
    // `is not a constant address` is about a string.
    guard let words = rejection.first(of: formats), let register = Int(words[0]), rejection.first(of: [address]) == nil
    else {
      return nil
    }
    let name = rejection.argumentText(register).map(RefusedArgument.withoutCasts)
    let state = rejection.failingStep.flatMap { rejection.trace.register(register, before: $0) }
    let value = state.map(ValueWords.describe)
    let given =
      switch (name, value) {
      case (let name?, let value?): "`\(name)`, \(value)"
      case (let name?, nil): "`\(name)`"
      case (nil, let value?): value
      case (nil, nil): "a computed value"
      }
    var explained = explained("\(callee) wants a constant as argument \(register) and gets \(given)")
    explained.register = register
    explained.label = "argument \(register) has to be a constant"
    if callee == "bpf_ringbuf_reserve" {
      explained.advice =
        "reserve a constant size that holds the largest record, or send a buffer of variable length "
        + "with bpf_ringbuf_output (or bpf_ringbuf_reserve_dynptr, 5.19 and later)"
    }
    return explained
  }
}
