import VerifierLog

/// A call whose size argument may be negative.
public enum HelperSizeNegativeExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1212", title: "a call is given a size that may be negative",
    why: """
      A size is unsigned where a helper takes it: a negative number is a huge one. A signed variable that is only checked at \
      its upper end may be negative, and so may a helper's result, which is an error below 0.
      """,
    fix: "keep the size in an unsigned variable, or also check that it is above 0 before the call",
    causes: [
      "the size is the result of another helper (bpf_probe_read_str and the like), which may be an error",
      "the size is a difference, and nothing says which of the two is greater",
      "the size is an int, and the check is `size < N` only",
    ],
    repair: .init(
      before: """
        int n = bpf_probe_read_kernel_str(buffer, sizeof(buffer), path);

        bpf_perf_event_output(ctx, &events, BPF_F_CURRENT_CPU, buffer, n);
        """,
      after: """
        int n = bpf_probe_read_kernel_str(buffer, sizeof(buffer), path);

        if (n > 0 && n <= sizeof(buffer))
            bpf_perf_event_output(ctx, &events, BPF_F_CURRENT_CPU, buffer, n);
        """),
    seeAlso: ["A1211", "A1206"],
    examples: [
      .init(
        "5.4 and later", ["R5 min value is negative, either use unsigned or 'var &= const'"],
        summary: "the size in argument 5 may be negative")
    ])

  private static let negative = MessageFormat("%r min value is negative, either use unsigned or 'var &= const'")

  /// A size without a lower bound.
  public static func explain(_ rejection: Rejection) -> Explained? {
    for message in rejection.messages {
      guard let captures = negative.match(message), let register = Int(captures[0]) else { continue }
      let size = rejection.quotedArgument(register)
      let place = rejection.refusedCall.map { "argument \(register) of \($0.callee)" } ?? "argument \(register)"
      var result = explained(
        size.map { "\($0), a size passed to \(rejection.calleeName), may be negative" }
          ?? "the size in \(place) may be negative")
      result.register = register
      if let state = rejection.lastState(of: register), state.kind == .scalar {
        let range = ValueWords.range(state.range)
        result.label = "\(size ?? "the size") is \(range == "any value" ? "any number" : range) here"
      }
      if let size { result.advice = "call only where \(size) is above 0, or keep it in an unsigned variable" }
      return result
    }
    return nil
  }
}
