import BPFObject
import KernelFacts

/// The process may not do what it asks for.
public enum CapabilityExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1940", title: "the process lacks a capability that the load needs",
    why: """
      Since 5.8 bpf(2) asks for CAP_BPF, for tracing programs CAP_PERFMON too, for network programs CAP_NET_ADMIN; before, \
      and for some things still, for CAP_SYS_ADMIN, which stands for all three. A load without them is answered with EPERM \
      and no log: the verifier was never asked.
      """,
    fix: "run with the missing capability, or as root; in a container add it with --cap-add",
    causes: [
      "sudo is missing.",
      "The container has root, but not the capabilities: Docker gives none of the three.",
      "CAP_BPF alone, for a tracing or an XDP program.",
      "Root of a user namespace: the capabilities have to be held in the first one.",
    ],
    repair: .init(
      before: "$ docker run tracer", after: "$ docker run --cap-add BPF --cap-add PERFMON --cap-add NET_ADMIN tracer"),
    wordings: [
      .init(
        "libbpf", "prog '%w': BPF program load failed: Operation not permitted",
        "the kernel does not let this process load {0}: EPERM", isGeneral: true),
      .init(
        "libbpf 1.6 and later", "prog '%w': BPF program load failed: -EPERM",
        "the kernel does not let this process load {0}: EPERM", isGeneral: true),
      .init(
        "libbpf before 1.0", "load bpf program failed: Operation not permitted",
        "the kernel does not let this process load the program: EPERM", isGeneral: true),
      .init(
        "cilium/ebpf", "%sprogram %w: load program: operation not permitted",
        "the kernel does not let this process load {1}: EPERM", isGeneral: true),
      .init(
        "BCC", "bpf: Failed to load program: Operation not permitted",
        "the kernel does not let this process load the program: EPERM", isGeneral: true),
      .init(
        "libbpf", "failed to iterate BTF objects", "the process may not read the BTF of the kernel's modules"),
      .init("libbpf", "failed to get BTF object #%d FD", "the process may not read the BTF of the kernel's modules"),
    ],
    seeAlso: ["A1906", "A1941", "A1942", "A1943"],
    examples: [
      .init(
        "the reason as assay words it", ["loading a xdp program needs CAP_BPF and CAP_NET_ADMIN"],
        summary: "loading a xdp program needs CAP_BPF and CAP_NET_ADMIN"),
      .init(
        "libbpf", ["prog 'filter': BPF program load failed: Operation not permitted"],
        summary: "the kernel does not let this process load filter: EPERM"),
      .init(
        "libbpf 1.6 and later", ["prog 'filter': BPF program load failed: -EPERM"],
        summary: "the kernel does not let this process load filter: EPERM"),
      .init(
        "libbpf", ["map 'counts': failed to create: Operation not permitted(-1)"],
        summary: "the kernel does not let this process create map counts: EPERM"),
      .init(
        "libbpf 1.6 and later", ["map 'counts': failed to create: -EPERM"],
        summary: "the kernel does not let this process create map counts: EPERM"),
      .init(
        "libbpf before 1.0", ["load bpf program failed: Operation not permitted"],
        summary: "the kernel does not let this process load the program: EPERM"),
      .init(
        "cilium/ebpf", ["field Count: program count: load program: operation not permitted"],
        summary: "the kernel does not let this process load count: EPERM"),
      .init(
        "BCC", ["bpf: Failed to load program: Operation not permitted"],
        summary: "the kernel does not let this process load the program: EPERM"),
      .init(
        "libbpf", ["failed to get BTF object #2 FD: -1"],
        summary: "the process may not read the BTF of the kernel's modules"),
      .init(
        "libbpf", ["failed to iterate BTF objects: -1"],
        summary: "the process may not read the BTF of the kernel's modules"),
    ])

  private static let needed = MessageFormat("loading a %w program needs %s")

  /// A capability that lacks.
  public static func explain(_ rejection: Rejection) -> Explained? {
    if let (_, words) = rejection.first(needed) {
      guard !words[1].contains("unprivileged_bpf_disabled") else { return nil }
      return explained(
        "loading a \(words[0]) program needs \(words[1])", advice: "run with \(words[1]), or as root")
    }
    if let map = RefusedMap(rejection), map.error?.name == "EPERM" {
      guard rejection.kernel.map({ $0 >= KernelVersion(5, 11) }) ?? true else { return nil }
      guard !MemlockExplanation.isSuspected(rejection) else { return nil }
      return explained(
        "the kernel does not let this process create map \(map.name): EPERM",
        advice: "run with CAP_BPF, or as root; before 5.11 raise RLIMIT_MEMLOCK")
    }
    guard var explained = worded(rejection) else { return nil }
    if explained.isGeneral {
      explained.notes = [
        "EPERM without a verifier log: a capability that is missing, kernel lockdown, a security module or a seccomp "
          + "filter; before 5.11 the limit on locked memory."
      ]
    }
    return explained
  }
}
