/// Timers on a kernel built for real time.
public enum RealTimeTimerExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1773", title: "timers are not to be had on this real-time kernel",
    why: """
      Kernels built with PREEMPT_RT refuse bpf_timer: its callbacks run in a context that a real-time kernel may not use. \
      It is the kernel's configuration, not the program, that is at fault.
      """,
    fix: "use bpf_wq (6.10) on such kernels, or leave the timer out there",
    wordings: [
      .init(
        "5.15 and later", "bpf_timer cannot be used for PREEMPT_RT.",
        "bpf_timer is used, and this kernel is built for real time (PREEMPT_RT)")
    ],
    examples: [
      .init(
        "5.15 and later", ["bpf_timer cannot be used for PREEMPT_RT."],
        summary: "bpf_timer is used, and this kernel is built for real time (PREEMPT_RT)")
    ])
}
