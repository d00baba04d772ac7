import BPFObject

/// Kernel lockdown.
public enum LockdownExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1941", title: "kernel lockdown does not let programs do this",
    why: """
      A kernel under lockdown, as distributions set it with secure boot, keeps even root from changing it or, at level \
      confidentiality, from reading its memory: reads of kernel memory by programs and tracing are refused with EPERM. \
      /sys/kernel/security/lockdown shows the level in brackets.
      """,
    fix: "boot with lockdown off or at integrity, or run the program on another machine",
    causes: [
      "Secure boot is on, and the distribution turns lockdown on with it.",
      "The kernel's command line has lockdown=confidentiality.",
    ],
    repair: .init(before: "lockdown=confidentiality", after: "lockdown=integrity"),
    wordings: [
      .init(
        "the kernel's log", "Lockdown: %w: use of bpf to %s is restricted",
        "kernel lockdown keeps programs from this: {1}")
    ],
    seeAlso: ["A1940", "A1943"],
    examples: [
      .init(
        "the kernel's log",
        ["Lockdown: bpftool: use of bpf to read kernel RAM is restricted; see man kernel_lockdown.7"],
        summary: "kernel lockdown keeps programs from this: read kernel RAM")
    ])
}
