/// A helper that needs a kernel option or memory that is not there.
public enum KernelOptionExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1527", title: "a helper whose kernel option or buffers this kernel does not have",
    why: """
      bpf_get_stack and bpf_get_stackid use the perf subsystem's buffers for call chains: a kernel without \
      CONFIG_PERF_EVENTS has none, and one with too little memory cannot make them.
      """,
    fix:
      "use a kernel with CONFIG_PERF_EVENTS, or leave stack traces out; check kernel.perf_event_max_stack and free memory",
    causes: ["A minimal kernel, or one in a micro VM, was built without perf events."],
    wordings: [
      .init(
        "5.13 and later", "func %w#%d not supported without CONFIG_PERF_EVENTS",
        "{0} needs CONFIG_PERF_EVENTS, which this kernel was built without"),
      .init(
        "5.13 and later", "cannot get callchain buffer for func %w#%d",
        "{0} needs buffers for call chains, which the kernel could not make"),
    ],
    seeAlso: ["A1502", "A1510"],
    examples: [
      .init(
        "5.13 and later", ["func bpf_get_stack#67 not supported without CONFIG_PERF_EVENTS"],
        summary: "bpf_get_stack needs CONFIG_PERF_EVENTS, which this kernel was built without"),
      .init(
        "5.13 and later", ["cannot get callchain buffer for func bpf_get_stack#67"],
        summary: "bpf_get_stack needs buffers for call chains, which the kernel could not make"),
    ])
}
