import BPF
import Findings
import VerifierLog

/// A call whose size argument nothing bounds from above.
public enum HelperSizeUnboundedExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1211", title: "a call is given a size that nothing bounds",
    why: """
      A helper that takes a pointer and a size may be told any size up to the greatest that is possible here. Without an \
      upper bound no memory is large enough. The check has to be on the value that is passed: a signed comparison leaves \
      negative values through, and passed on as unsigned they are the largest.
      """,
    fix:
      "bound the size by the buffer's on the path to the call, unsigned: `if (size > sizeof(buffer)) size = sizeof(buffer);`",
    causes: [
      "a length from a packet, the context or user space is passed on as it is",
      "the length is an int, checked with `<` only: a negative one passes and is huge as unsigned",
      "the check was on another variable, or on a value that was computed again afterwards",
      "the compiler proved the check redundant, or kept the checked value in another register than the passed one: mask "
        + "it right before the call (`size &= 0xff`)",
    ],
    repair: .init(
      before: """
        __u32 length = skb->len;

        bpf_skb_load_bytes(skb, 0, buffer, length);
        """,
      after: """
        __u32 length = skb->len;

        if (length == 0)
            return 0;
        if (length > sizeof(buffer))
            length = sizeof(buffer);
        bpf_skb_load_bytes(skb, 0, buffer, length);
        """),
    seeAlso: ["A1210", "A1212", "A1213"],
    examples: [
      .init(
        "5.4 and later", ["R2 unbounded memory access, use 'var &= const' or 'if (var < const)'"],
        summary: "nothing bounds the size in argument 2 from above"),
      .init(
        "6.8 and later", ["R4 invalid zero-sized read: u64=[0,4294967295]"],
        summary: "nothing bounds the size in argument 4 from above, and it may be 0"),
    ])

  private static let unbounded = MessageFormat("%r unbounded memory access, use 'var &= const' or")
  private static let zero = MessageFormat("%r invalid zero-sized read: u64=[%d,%d]")
  /// From here on the kernel calls a size unbounded (include/linux/bpf_verifier.h: `BPF_MAX_VAR_SIZ`).
  private static let unboundedFrom = 1 << 29

  /// A size without an upper bound.
  public static func explain(_ rejection: Rejection) -> Explained? {
    for message in rejection.messages {
      if let captures = unbounded.match(message), let register = Int(captures[0]) {
        return told(register, mayBeZero: false, rejection)
      }
      // Kernels that ask for the lower bound first say only that.
      if let captures = zero.match(message), let register = Int(captures[0]), isUnbounded(captures) {
        return told(register, mayBeZero: true, rejection)
      }
    }
    return nil
  }

  /// Whether the upper bound of `u64=[0,4294967295]` is none; the kernel prints both as signed numbers.
  static func isUnbounded(_ captures: [Substring]) -> Bool {
    guard let least = Int(captures[1]), let most = Int(captures[2]) else { return false }
    return least != most && (most < 0 || most >= unboundedFrom)
  }

  private static func told(_ register: Int, mayBeZero: Bool, _ rejection: Rejection) -> Explained {
    let size = rejection.quotedArgument(register)
    let place = rejection.refusedCall.map { "argument \(register) of \($0.callee)" } ?? "argument \(register)"
    var result = explained(
      (size.map { "nothing bounds \($0), a size passed to \(rejection.calleeName), from above" }
        ?? "nothing bounds the size in \(place) from above") + (mayBeZero ? ", and it may be 0" : ""))
    result.register = register
    if let state = rejection.lastState(of: register), state.kind == .scalar {
      let range = ValueWords.range(state.range)
      let buffer = register > 1 ? rejection.lastState(of: register - 1) : nil
      let room =
        buffer.flatMap(room).map { "; \(rejection.quotedArgument(register - 1) ?? "the memory") has \($0)" } ?? ""
      result.label = "\(size ?? "the size") is \(range == "any value" ? "any number" : range) here\(room)"
    }
    if mayBeZero || rejection.lastState(of: register)?.range.signedMinimum ?? -1 >= 0,
      isCheckedSigned(register, rejection)
    {
      result.notes.append(
        "The check compares \(size ?? "the size") as a signed number: a negative one passes it, and as a size it is huge."
      )
    }
    if let size { result.advice = "bound \(size) by the buffer's size before the call, as an unsigned number" }
    return result
  }

  /// Whether the value was compared as a signed number on its way.
  private static func isCheckedSigned(_ register: Int, _ rejection: Rejection) -> Bool {
    guard let failing = rejection.failingStep else { return false }
    return CauseWalk(rejection).events(of: register).contains { event in
      guard event.weight == .checked, event.step < failing,
        case .branch(let condition, _, _, _, _)? = rejection.trace.steps[event.step].instruction?.kind
      else { return false }
      switch condition {
      case .greater, .greaterOrEqual, .less, .lessOrEqual: return true
      default: return false
      }
    }
  }

  /// Bytes from a pointer to the end of its memory.
  private static func room(_ state: RegisterState) -> Int? {
    guard !state.hasVariableOffset, let size = state.valueSize ?? state.memorySize,
      let offset = Int(exactly: state.offset), offset >= 0, offset <= size
    else { return nil }
    return size - offset
  }
}
