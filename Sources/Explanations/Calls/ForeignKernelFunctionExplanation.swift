import BPFObject
import KernelFacts

/// A kernel function that programs of this type may not call.
public enum ForeignKernelFunctionExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1508", title: "a kernel function that programs of this type may not call",
    why: """
      A kernel function is open to programs only where the kernel registered it, type by type. The same function may be \
      open to `tp_btf`, `fentry` and `syscall` programs and closed to kprobes and `raw_tp`; a function that was never \
      registered is closed to all.
      """,
    fix: "move the call to a program of a type that the function is registered for, or use a helper for the purpose",
    causes: [
      "bpf_task_acquire and its kin are called from raw_tp or kprobe: tp_btf and fentry may.",
      "A struct_ops function (bpf_dctcp_..., scx_bpf_...) is called from a tracing program.",
      "An exported kernel function was taken for a kfunc: only those registered as such may be called.",
      "The function is open to this type on newer kernels only.",
    ],
    repair: .init(before: "SEC(\"raw_tp/sched_switch\")", after: "SEC(\"tp_btf/sched_switch\")"),
    seeAlso: ["A1502", "A1507", "A1504"],
    examples: [
      .init(
        "5.13 and later", ["calling kernel function bpf_task_acquire is not allowed"],
        summary: "bpf_task_acquire is not for programs of this type"),
      .init(
        "6.7 and later", ["css_task_iter is only allowed in bpf_lsm, bpf_iter and sleepable progs"],
        summary: "bpf_iter_css_task_new is only for LSM programs, iterators and sleepable programs"),
    ])

  private static let format = MessageFormat("calling kernel function %w is not allowed")
  private static let tasks = MessageFormat("css_task_iter is only allowed in")

  /// A call of a function that is closed to the type.
  public static func explain(_ rejection: Rejection) -> Explained? {
    if rejection.first(of: [tasks]) != nil {
      let callee = rejection.refusedCall?.callee ?? "bpf_iter_css_task_new"
      var explained = explained(
        "\(callee) is only for LSM programs, iterators and sleepable programs",
        advice: "move the loop to an lsm, iter or sleepable program, or walk the tasks with bpf_iter_task_new")
      explained.fixPlace = rejection.sectionPlace()
      return explained
    }
    guard let name = rejection.first(of: [format])?[0] else { return nil }
    var explained = explained("\(name) is not for \(rejection.programsOfItsType)")
    if rejection.programType == .rawTracepoint, let section = rejection.program?.section,
      let slash = section.firstIndex(of: "/")
    {
      let twin = "SEC(\"tp_btf\(section[slash...])\")"
      explained.notes = [
        "\(twin) attaches to the same tracepoint with a type (tracing) that more functions are open to."
      ]
    }
    explained.fixPlace = rejection.sectionPlace()
    return explained
  }
}
