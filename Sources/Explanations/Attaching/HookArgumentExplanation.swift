import BPFObject
import Findings
import KernelFacts

/// An argument that the hook does not have, or that cannot be used so.
public enum HookArgumentExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1875", title: "an argument that the attached function or tracepoint does not have",
    why: """
      fentry, fexit, LSM and tp_btf programs read their arguments from ctx, 8 bytes each, and the verifier knows from the \
      kernel's BTF how many there are and what each is. BPF_PROG() hides the reads: each parameter that is used is one. An \
      fexit program has the return value behind the last argument; an fentry program has none.
      """,
    fix: "declare the parameters in BPF_PROG() as this kernel's function or tracepoint has them",
    causes: [
      "The function has fewer arguments in this release, or the signature is of another function.",
      "The return value as last parameter of an fentry program, which has none.",
      "tp_btf programs: the fields of the formatted event, where the arguments of the tracepoint's function are meant.",
      "A tp_btf signature that changed: sched_switch got prev_state as its last argument in 5.18.",
    ],
    repair: .init(
      before: "SEC(\"fentry/do_unlinkat\")\nint BPF_PROG(on_unlink, int dfd, struct filename *name, long ret)",
      after: "SEC(\"fexit/do_unlinkat\")\nint BPF_PROG(on_unlink, int dfd, struct filename *name, long ret)"),
    seeAlso: ["A1876"],
    examples: [
      .init(
        "5.5 and later", ["func 'do_unlinkat' doesn't have 3-th argument"],
        summary: "do_unlinkat has no argument 3 in this kernel"),
      .init(
        "5.5 and later", ["func 'do_unlinkat' doesn't have 3-th argument", "invalid bpf_context access off=16 size=8"],
        summary: "do_unlinkat has no argument 3 in this kernel"),
      .init(
        "5.5 and later", ["func 'bpf_lsm_file_open' doesn't have 5-th argument"],
        summary: "LSM hook file_open has no argument 5 in this kernel"),
      .init(
        "5.5 and later", ["func '__bpf_trace_sched_switch' doesn't have 5-th argument"],
        summary: "tracepoint sched_switch has no argument 5 in this kernel"),
    ])

  private static let missing = MessageFormat("func '%w' doesn't have %d-th argument")

  /// An argument beyond the last. The kernel counts from 1.
  public static func explain(_ rejection: Rejection) -> Explained? {
    guard let (_, words) = rejection.first(missing), let number = Int(words[1]) else { return nil }
    let subject = HookName(String(words[0])).subject
    var advice: String?
    if rejection.program?.match?.attachType == .traceFentry {
      advice = "declare only arguments that the function has; to see its return value, attach with fexit"
    }
    var explained = explained("\(subject) has no argument \(number) in this kernel", advice: advice)
    explained.label = "reads argument \(number)"
    explained.related = []
    explained.fixPlace = rejection.apart(
      rejection.programDeclaration("\(number) arguments are used here: that is more than there are"))
    return explained
  }
}
