import BPFObject
import KernelFacts

/// A program type that the kernel does not have.
public enum ProgramTypeExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1935", title: "a program type that this kernel does not have",
    why: """
      Program types and attach types come with releases and with options of the kernel's build. A kernel answers EINVAL to \
      one that it does not know, without a log.
      """,
    fix: "load the program on a kernel that has its type, or use an older type that does the work",
    causes: [
      "The kernel is older than the type: netfilter programs need 6.4, struct_ops 5.6, LSM 5.7.",
      "The kernel is built without CONFIG_BPF_LSM, CONFIG_CGROUP_BPF, CONFIG_BPF_EVENTS or another option.",
      "The attach type is newer than the kernel: tcx 6.6, netkit 6.7.",
    ],
    repair: .init(before: "SEC(\"tcx/ingress\") /* 6.6 */", after: "SEC(\"tc\")"),
    wordings: [
      .init("the reason as assay words it", "%w programs need kernel %w; this is %w", "{0} programs need kernel {1}"),
      .init(
        "cilium/ebpf", "%snot supported (requires >= v%w)", "this kernel is too old for what is loaded, which needs {1}"
      ),
      .init(
        "the reason as assay words it", "this kernel loads no %w programs", "this kernel loads no {0} programs"),
    ],
    seeAlso: ["A1904", "A1943"],
    examples: [
      .init(
        "the reason as assay words it", ["netfilter programs need kernel 6.4; this is 6.1.170"],
        summary: "netfilter programs need kernel 6.4"),
      .init(
        "cilium/ebpf", ["field Events: map events: map create: ring buffer: not supported (requires >= v5.8)"],
        summary: "this kernel is too old for what is loaded, which needs 5.8"),
      .init(
        "the reason as assay words it", ["this kernel loads no lirc_mode2 programs"],
        summary: "this kernel loads no lirc_mode2 programs"),
    ])

  private static let none = MessageFormat("this kernel loads no %w programs")

  /// A type that is missing.
  public static func explain(_ rejection: Rejection) -> Explained? {
    guard var explained = worded(rejection) else { return nil }
    explained.primary = rejection.sectionLine("this type of program")
    if let (_, words) = rejection.first(none), let option = ProgramType(name: words[0])?.facts?.configuration {
      explained.advice = "use a kernel built with \(option)=y"
    }
    return explained
  }
}
