/// Functions of the program's own, called without the capability for them.
public enum CallCapabilityExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1520", title: "functions are called, and the load has no CAP_BPF",
    why: """
      A load without CAP_BPF (before 5.8: CAP_SYS_ADMIN) may have one function only, and calls no kernel function: whatever \
      is not inlined needs the capability.
      """,
    fix: "load with CAP_BPF, or have every function inlined (`static __always_inline`)",
    causes: [
      "The loader dropped its capabilities too early.",
      "A function that was inlined grew too large for the compiler to.",
      "A callback is passed to a helper.",
    ],
    wordings: [
      .init(
        "5.8 and later", "loading/calling other bpf or kernel functions are allowed for CAP_BPF and CAP_SYS_ADMIN",
        "functions are called, and the load has no CAP_BPF"),
      .init(
        "5.8 to 5.12", "loading/calling other bpf functions are allowed for CAP_BPF",
        "functions are called, and the load has no CAP_BPF"),
      .init(
        "5.4 to 5.12", "function calls to other bpf functions are allowed for",
        "functions are called, and the load has no CAP_BPF"),
    ],
    seeAlso: ["A1509"],
    examples: [
      .init(
        "5.13 and later", ["loading/calling other bpf or kernel functions are allowed for CAP_BPF and CAP_SYS_ADMIN"],
        summary: "functions are called, and the load has no CAP_BPF"),
      .init(
        "5.4 to 5.7", ["function calls to other bpf functions are allowed for root only"],
        summary: "functions are called, and the load has no CAP_BPF"),
    ])

  /// A second function.
  public static func explain(_ rejection: Rejection) -> Explained? {
    guard var explained = worded(rejection) else { return nil }
    if rejection.failingStep == nil {
      explained.primary =
        rejection.useOfFunction("a function that is not inlined is called here")
        ?? rejection.useOfKernelFunction("a kernel function is called here")
    }
    return explained
  }
}
