import KernelFacts

/// A helper that programs of this type may not call.
public enum ForeignHelperExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1502", title: "a helper that programs of this type may not call",
    why: """
      Each program type has its own set of helpers: those that make sense where it runs. There is no current process while \
      a packet is received, and no packet in a system call. The set grows with the kernels; some helpers in it also ask \
      for CAP_PERFMON or CAP_BPF, or for a kernel option.
      """,
    fix: "call a helper that this type has for the purpose, or move the code to a program of a type that has this one",
    causes: [
      "Code was copied from a program of another type: bpf_skb_load_bytes from tc to XDP.",
      "The process is asked for where none is: bpf_get_current_comm in XDP or tc.",
      "The kernel is older than the helper is for this type.",
      "The load lacks a capability: bpf_trace_printk and the bpf_probe_read family ask for CAP_PERFMON.",
      "bpf_d_path is called outside the few functions where the kernel allows it.",
    ],
    repair: .init(
      before: "SEC(\"xdp\") ...\n    bpf_skb_load_bytes(ctx, 0, &byte, 1);",
      after: "SEC(\"xdp\") ...\n    bpf_xdp_load_bytes(ctx, 0, &byte, 1);"),
    seeAlso: ["A1503", "A1504", "A1508"],
    examples: [
      .init(
        "6.10 and later", ["program of this type cannot use helper bpf_skb_load_bytes#26"],
        summary: "bpf_skb_load_bytes is not for programs of this type"),
      .init(
        "5.4 to 6.9", ["unknown func bpf_skb_load_bytes#26"],
        summary: "bpf_skb_load_bytes is not for programs of this type"),
      .init(
        "5.10 and later", ["helper call is not allowed in probe"], path: ["4: (85) call bpf_d_path#147"],
        summary: "bpf_d_path is not allowed in the function that this program is attached to"),
    ])

  private static let formats = [
    MessageFormat("program of this type cannot use helper %w#%d"), MessageFormat("unknown func %w#%d"),
  ]
  private static let place = MessageFormat("helper call is not allowed in probe")

  /// A call of another type's helper.
  public static func explain(_ rejection: Rejection) -> Explained? {
    if rejection.first(of: [place]) != nil {
      let callee = rejection.refusedCall?.callee ?? "the helper"
      var explained = explained(
        "\(callee) is not allowed in the function that this program is attached to",
        advice: "attach to a function where the kernel allows \(callee), such as a security_ or vfs_ hook, "
          + "or read the members with BPF_CORE_READ")
      explained.fixPlace = rejection.sectionPlace("the section names the function")
      return explained
    }
    // libbpf puts this number where a CO-RE relocation finds nothing.
    guard let found = rejection.first(of: formats), let name = found.first, found.last != "195896080" else {
      return nil
    }
    if SleepableCallExplanation.sleeps(String(name), rejection) { return nil }
    var explained = explained(
      "\(name) is not for \(rejection.programsOfItsType)", advice: advice(String(name), rejection.programType))
    explained.fixPlace = rejection.sectionPlace()
    return explained
  }

  /// What the type has instead, where that is known.
  private static func advice(_ helper: String, _ type: ProgramType?) -> String? {
    guard let type else { return nil }
    let hasNoProcess: Set<ProgramType> = [
      .xdp, .schedCls, .schedAct, .socketFilter, .skSkb, .skMsg, .skLookup, .skReuseport, .flowDissector, .lwtIn,
      .lwtOut,
      .lwtXmit, .netfilter, .cgroupSkb, .sockOps,
    ]
    if hasNoProcess.contains(type), helper.hasPrefix("bpf_get_current_") {
      return
        "take the process from a program that runs in one (a tracing program, cgroup/connect4) and hand it on in a "
        + "map: where packets are handled there is none"
    }
    if type == .xdp, let counterpart = ofXDP[helper] { return "call \(counterpart), which XDP has for the purpose" }
    if type != .xdp, let counterpart = ofSocketBuffers[helper] {
      return "call \(counterpart), which \(type.name) programs have for the purpose"
    }
    return nil
  }

  private static let ofXDP = [
    "bpf_skb_load_bytes": "bpf_xdp_load_bytes", "bpf_skb_store_bytes": "bpf_xdp_store_bytes",
    "bpf_skb_load_bytes_relative": "bpf_xdp_load_bytes", "bpf_skb_adjust_room": "bpf_xdp_adjust_head",
    "bpf_skb_change_head": "bpf_xdp_adjust_head", "bpf_skb_change_tail": "bpf_xdp_adjust_tail",
    "bpf_clone_redirect": "bpf_redirect",
  ]
  private static let ofSocketBuffers = [
    "bpf_xdp_load_bytes": "bpf_skb_load_bytes", "bpf_xdp_store_bytes": "bpf_skb_store_bytes",
    "bpf_xdp_adjust_head": "bpf_skb_adjust_room or bpf_skb_change_head", "bpf_xdp_adjust_tail": "bpf_skb_change_tail",
    "bpf_xdp_output": "bpf_perf_event_output", "bpf_redirect_map": "bpf_redirect",
  ]
}
