import Findings

/// Something else where the program's context belongs.
public enum NotTheContextExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1603", title: "a call wants the program's context and gets something else",
    why: """
      The context is the pointer that the kernel calls the program with. A helper that takes it works on the kernel's \
      object behind it, so no copy, no member and no other pointer will do; the pointer may not be moved either.
      """,
    fix: "pass the program's own argument (`ctx`) as it came; hand it down to functions that need it",
    causes: [
      "With BPF_PROG or BPF_KPROBE the arguments are the hook's; the context is the `ctx` that the macro hides.",
      "A copy of the context, or a pointer to the packet, is passed.",
      "`ctx` was overwritten, cast to a number, or moved by an offset.",
      "bpf_tail_call or bpf_perf_event_output gets `&event` as the first argument.",
    ],
    repair: .init(
      before: "bpf_perf_event_output(&event, &events, BPF_F_CURRENT_CPU, &event, sizeof(event));",
      after: "bpf_perf_event_output(ctx, &events, BPF_F_CURRENT_CPU, &event, sizeof(event));"),
    seeAlso: ["A1602"],
    examples: [
      .init(
        "5.4 and later", ["R1 type=fp expected=ctx"], path: ["5: (85) call bpf_perf_event_output#25"],
        summary: "bpf_perf_event_output wants the program's context and gets a pointer to the stack"),
      .init(
        "5.18 and later", ["R1 type=scalar expected=ctx"], path: ["5: (85) call bpf_tail_call#12"],
        summary: "bpf_tail_call wants the program's context and gets a number"),
      .init(
        "6.4 and later", ["arg#0 expected pointer to ctx, but got fp"],
        summary: "the call wants the program's context and gets a pointer to the stack"),
      .init(
        "7.2 and later", ["R1 expected pointer to ctx, but got fp"],
        summary: "the call wants the program's context and gets a pointer to the stack"),
    ])

  private static let kernelFunction = [
    MessageFormat("arg#%d expected pointer to ctx, but got %w"),
    MessageFormat("%r expected pointer to ctx, but got %w"),
  ]

  /// Another pointer, or a number.
  public static func explain(_ rejection: Rejection) -> Explained? {
    if let argument = RefusedArgument(rejection), case .context = argument.wants {
      return tell(argument.number, argument.callee, argument.words)
    }
    // The same words, and more, stand in a block about a function of the program's own.
    guard GlobalArgumentExplanation.function(rejection) == nil else { return nil }
    for (index, format) in kernelFunction.enumerated() {
      guard let words = rejection.first(of: [format]), let number = Int(words[0]) else { continue }
      let register = index == 0 ? number &+ 1 : number
      let name = rejection.argumentText(register).map { "`\($0)`, " } ?? ""
      var explained = tell(
        register, rejection.refusedCall?.callee ?? "the call", name + RefusedArgument.describe(String(words[1])))
      // Up to 6.7 kernels say it of static functions' arguments, too, and go on.
      explained.isGeneral = true
      return explained
    }
    return nil
  }

  private static func tell(_ register: Int, _ callee: String, _ words: String) -> Explained {
    var explained = explained("\(callee) wants the program's context and gets \(words)")
    explained.register = register
    explained.label = "argument \(register) has to be the program's own context, not \(words)"
    return explained
  }
}
