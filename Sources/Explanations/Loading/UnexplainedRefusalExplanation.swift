import BPFObject

/// The kernel refuses a program and says nothing but an error number.
public enum UnexplainedRefusalExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1945", title: "the kernel refuses the program without a word",
    why: """
      Before the verifier looks, the kernel checks the load itself: type, attach type, flags, license, the BTF it is given. \
      After it, the JIT and the maps are asked. What fails there is answered with an error number only.
      """,
    fix:
      "compare type, attach type and flags with what this kernel has; ask a newer kernel to learn whether it is the version",
    causes: [
      "An attach type or a flag that the kernel is too old for: BPF_F_XDP_HAS_FRAGS before 5.18, sleepable programs before 5.10.",
      "A program array that programs of another type use.",
      "An instruction that this machine's JIT lacks.",
      "The verifier's log did not fit its buffer: ENOSPC says nothing of the program.",
    ],
    repair: .init(before: "SEC(\"xdp.frags\") /* 5.18 */", after: "SEC(\"xdp\")"),
    wordings: [
      .init(
        "the reason as assay words it", "the kernel refuses to verify the program: %w",
        "the kernel refuses the program before its verifier looks: {0}", isGeneral: true),
      .init(
        "the reason as assay words it", "the verifier took the program, then the kernel refused it: %w",
        "the verifier took the program, then the kernel refused it: {0}"),
      .init("libbpf", "prog '%w': BPF program load failed: %s", "the kernel refuses {0}", isGeneral: true),
      .init("libbpf before 0.6", "load bpf program failed: %s", "the kernel refuses the program", isGeneral: true),
    ],
    seeAlso: ["A1935", "A1940"],
    examples: [
      .init(
        "the reason as assay words it", ["the kernel refuses to verify the program: EINVAL (invalid argument)"],
        summary: "the kernel refuses the program before its verifier looks: EINVAL"),
      .init(
        "the reason as assay words it",
        ["the verifier took the program, then the kernel refused it: EINVAL (invalid argument)"],
        summary: "the verifier took the program, then the kernel refused it: EINVAL"),
      .init(
        "libbpf", ["prog 'filter': BPF program load failed: Invalid argument"],
        summary: "the kernel refuses filter: EINVAL"),
      .init(
        "libbpf before 0.6", ["load bpf program failed: Invalid argument", "failed to load program 'filter'"],
        summary: "the kernel refuses filter: EINVAL"),
      .init(
        "libbpf 1.6 and later", ["prog 'filter': BPF program load failed: -ENOTSUPP"],
        summary: "the kernel refuses filter: ENOTSUPP"),
      .init(
        "libbpf", ["prog 'filter': BPF program load failed: No space left on device"],
        summary: "the verifier's log of filter does not fit its buffer: ENOSPC"),
    ])

  private static let load = MessageFormat("prog '%w': BPF program load failed")
  private static let older = MessageFormat("load bpf program failed")
  private static let named = MessageFormat("failed to load program '%w'")

  /// An error number alone.
  public static func explain(_ rejection: Rejection) -> Explained? {
    guard var explained = worded(rejection) else { return nil }
    guard let (message, words) = rejection.first(load, older) else { return explained }
    let program = words.first ?? rejection.first(named)?.words.first ?? "the program"
    explained.summary = "the kernel refuses \(program)"
    let error = LoaderError(in: message)?.name
    // Other pages know what these mean.
    if error == "EPERM" || error == "EACCES" || error == "E2BIG" { return nil }
    if error == "ENOSPC" {
      explained.summary = "the verifier's log of \(program) does not fit its buffer: ENOSPC"
      explained.advice = "give the loader a larger log buffer, or ask for no log: it says nothing of the program"
    } else if error == "ENOMEM" {
      explained.summary += ": ENOMEM"
      explained.advice = "give the machine or the cgroup more memory, or make the program less complex"
    } else if let error {
      explained.summary += ": \(error)"
    }
    return explained
  }
}
