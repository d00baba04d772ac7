import BPFObject

/// A policy of the machine.
public enum PolicyExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1943", title: "a policy of this machine refuses programs of this type",
    why: """
      The process holds every capability that the load needs, and the kernel still says EPERM or EACCES before its verifier \
      looks: a security module (SELinux, AppArmor, a BPF LSM program), a seccomp filter as container runtimes set it, or a \
      kernel that was built to refuse them. The program itself was not judged.
      """,
    fix: "ask another kernel, or have the policy allow bpf(2) for this process",
    causes: [
      "The container's default seccomp profile, which allows bpf(2) only with CAP_BPF or CAP_SYS_ADMIN.",
      "SELinux: the domain lacks the bpf class's prog_load permission.",
      "A hosted or micro virtual machine whose kernel refuses tracing programs.",
    ],
    repair: .init(
      before: "$ docker run --cap-add BPF tracer",
      after: "$ docker run --cap-add BPF --security-opt seccomp=profile.json tracer"),
    wordings: [
      .init(
        "the reason as assay words it", "this machine's policy refuses %s programs",
        "this machine's policy refuses {0} programs"),
      .init(
        "libbpf", "prog '%w': BPF program load failed: Permission denied",
        "the kernel does not let this process load {0}: EACCES", isGeneral: true),
      .init(
        "libbpf 1.6 and later", "prog '%w': BPF program load failed: -EACCES",
        "the kernel does not let this process load {0}: EACCES", isGeneral: true),
    ],
    seeAlso: ["A1940", "A1941"],
    examples: [
      .init(
        "the reason as assay words it",
        [
          "this machine's policy refuses tracing (trace_fentry) programs: EPERM (operation not permitted) without a "
            + "verifier log"
        ],
        summary: "this machine's policy refuses tracing (trace_fentry) programs"),
      .init(
        "libbpf", ["prog 'filter': BPF program load failed: Permission denied"],
        summary: "the kernel does not let this process load filter: EACCES"),
      .init(
        "libbpf 1.6 and later", ["prog 'filter': BPF program load failed: -EACCES"],
        summary: "the kernel does not let this process load filter: EACCES"),
    ])

  /// A policy, or EACCES without a word of the verifier.
  public static func explain(_ rejection: Rejection) -> Explained? {
    guard var explained = worded(rejection) else { return nil }
    if explained.isGeneral {
      explained.notes = [
        "The verifier says EACCES too, with a log: without it, ask for the log (kernel_log_level, or assay verify)."
      ]
      explained.advice = "look at the verifier's log; without one, a security module refuses bpf(2)"
    }
    return explained
  }
}
