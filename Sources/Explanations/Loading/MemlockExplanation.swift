import BPFObject
import KernelFacts

/// The limit on locked memory, which maps and programs counted against before 5.11.
public enum MemlockExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1906", title: "the limit on locked memory (RLIMIT_MEMLOCK) is too low",
    why: """
      Before 5.11 maps and programs count against the limit on locked memory of the process, 64 KiB by default, and what \
      goes over it is answered with EPERM, root or not. Since 5.11 they count against the memory cgroup, and the limit does \
      not matter any more.
      """,
    fix:
      "raise the limit before the load: setrlimit(RLIMIT_MEMLOCK), ulimit -l unlimited, or LimitMEMLOCK=infinity in the unit",
    causes: [
      "A loader that calls neither setrlimit() nor libbpf_set_strict_mode(), on a kernel before 5.11.",
      "A service or a container whose limit is the default.",
    ],
    repair: .init(
      before: "skel = program_bpf__open_and_load();",
      after: """
        struct rlimit all = {RLIM_INFINITY, RLIM_INFINITY};

        setrlimit(RLIMIT_MEMLOCK, &all);
        skel = program_bpf__open_and_load();
        """),
    seeAlso: ["A1940", "A1905"],
    examples: [
      .init(
        "libbpf on kernels before 5.11",
        ["permission error while running as root; try raising 'ulimit -l'? current value: 64.0 KiB"],
        summary: "the limit on locked memory may be too low: it is 64.0 KiB"),
      .init(
        "libbpf on kernels before 5.11",
        [
          "map 'flows': failed to create: Operation not permitted(-1)",
          "permission error while running as root; try raising 'ulimit -l'? current value: 64.0 KiB",
        ], summary: "the limit on locked memory may be too low: it is 64.0 KiB"),
      .init(
        "libbpf",
        [
          "Error in bpf_object__probe_loading():Operation not permitted(1). Couldn't load trivial BPF program. Make sure "
            + "your kernel supports BPF (CONFIG_BPF_SYSCALL=y) and/or that RLIMIT_MEMLOCK is set to big enough value."
        ],
        summary: "not even a trivial program could be loaded: EPERM"),
      .init(
        "cilium/ebpf",
        [
          "field Count: program count: map flows: map create: operation not permitted (MEMLOCK may be too low, consider "
            + "rlimit.RemoveMemlock)"
        ], summary: "map flows cannot be created: EPERM, and the limit on locked memory may be too low"),
      .init(
        "cilium/ebpf",
        [
          "program count: load program: operation not permitted (MEMLOCK may be too low, consider rlimit.RemoveMemlock)"
        ], summary: "the program cannot be loaded: EPERM, and the limit on locked memory may be too low"),
      .init(
        "the reason as assay words it",
        [
          "map flows cannot be created: EPERM (operation not permitted); before 5.11 maps count against the limit on "
            + "locked memory (RLIMIT_MEMLOCK)"
        ],
        summary: "map flows cannot be created: it counts against the limit on locked memory"),
    ])

  private static let hint = MessageFormat(
    "permission error while running as root; try raising 'ulimit -l'? current value: %s")
  private static let own = MessageFormat(
    "map %w cannot be created: EPERM (operation not permitted); before 5.11 maps count")

  /// EPERM where the limit is what is left.
  public static func explain(_ rejection: Rejection) -> Explained? {
    if let (_, words) = rejection.first(hint) {
      var explained = explained("the limit on locked memory may be too low: it is \(words[0])")
      explained.notes = [
        "libbpf says so whenever root gets EPERM: on 5.11 and later the limit does not count, and a policy or a missing "
          + "capability is the reason."
      ]
      explained.primary = RefusedMap(rejection).flatMap { rejection.mapLine($0.name, "this map is refused") }
      return explained
    }
    if let message = rejection.messages.first(where: { $0.contains("Couldn't load trivial BPF program") }) {
      let error = LoaderError(in: message.split(separator: "Couldn't")[0].description)
      var explained = explained(
        "not even a trivial program could be loaded" + (error.map { ": \($0.name)" } ?? ""),
        advice:
          "before 5.11 raise RLIMIT_MEMLOCK; on later kernels run with CAP_BPF and look for a policy that refuses bpf(2)"
      )
      explained.isGeneral = true
      return explained
    }
    if let (_, words) = rejection.first(own) {
      return explained("map \(words[0]) cannot be created: it counts against the limit on locked memory")
    }
    if rejection.messages.contains(where: { $0.contains(goHint) }) {
      let what = RefusedMap(rejection).map { "map \($0.name) cannot be created" } ?? "the program cannot be loaded"
      var explained = explained(
        "\(what): EPERM, and the limit on locked memory may be too low",
        advice: "run with CAP_BPF or as root; before 5.11 call rlimit.RemoveMemlock() before the load")
      explained.primary = RefusedMap(rejection).flatMap { rejection.mapLine($0.name, "this map is refused") }
      explained.notes = ["cilium/ebpf adds the hint about the limit to every EPERM of a kernel."]
      return explained
    }
    guard let map = RefusedMap(rejection), map.error?.name == "EPERM", let kernel = rejection.kernel,
      kernel < KernelVersion(5, 11)
    else { return nil }
    var explained = explained("map \(map.name) cannot be created: it counts against the limit on locked memory")
    explained.primary = rejection.mapLine(map.name, fields: ["max_entries"], "this map is refused")
    return explained
  }

  /// Whether the loader itself names the limit.
  static func isSuspected(_ rejection: Rejection) -> Bool {
    rejection.messages.contains { $0.contains("ulimit -l") || $0.contains(goHint) }
  }

  private static let goHint = "MEMLOCK may be too low"
}
