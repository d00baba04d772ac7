/// Kernel structs read by a load without the capability for it.
public enum KernelReadCapabilityExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1235", title: "kernel memory is read, and the load lacks CAP_PERFMON",
    why: """
      What a program reads of kernel objects may tell addresses and secrets. A load needs CAP_PERFMON for it (CAP_SYS_ADMIN \
      before 5.8), beside CAP_BPF.
      """,
    fix: "load with CAP_BPF and CAP_PERFMON, or as root",
    causes: [
      "the loader runs with CAP_BPF and CAP_NET_ADMIN only",
      "a container drops CAP_PERFMON",
    ],
    repair: .init(
      before: "setcap cap_bpf,cap_net_admin+ep loader", after: "setcap cap_bpf,cap_net_admin,cap_perfmon+ep loader"),
    wordings: [
      .init(
        "6.1 and later", "'struct %w' access is allowed only to CAP_PERFMON and CAP_SYS_ADMIN",
        "struct {0} is read, and the load lacks CAP_PERFMON"),
      .init(
        "5.9 and later", "%w access is allowed only to CAP_PERFMON and CAP_SYS_ADMIN",
        "{0} is read, and the load lacks CAP_PERFMON"),
    ],
    seeAlso: ["A1230", "A1501"],
    examples: [
      .init(
        "6.1 and later", ["'struct task_struct' access is allowed only to CAP_PERFMON and CAP_SYS_ADMIN"],
        summary: "struct task_struct is read, and the load lacks CAP_PERFMON"),
      .init(
        "5.9 and later", ["map_ptr access is allowed only to CAP_PERFMON and CAP_SYS_ADMIN"],
        summary: "map_ptr is read, and the load lacks CAP_PERFMON"),
    ])
}
