import BPFObject
import KernelFacts

/// A call that may sleep, in a program that may not.
public enum SleepableCallExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1504", title: "a call that may sleep, in a program that may not",
    why: """
      Reading a user's memory may have to wait for a page to come from disk. A program that runs in an interrupt, under a \
      lock or at a tracepoint cannot wait. Only a program that was loaded as sleepable may make such calls: libbpf does \
      so for `fentry.s`, `fexit.s`, `fmod_ret.s`, `lsm.s`, `iter.s`, `uprobe.s`, `uretprobe.s`, `usdt.s`, `struct_ops.s` \
      and `syscall`.
      """,
    fix: "put the program into a sleepable section, or use a call that never sleeps",
    causes: [
      "bpf_copy_from_user is called where bpf_probe_read_user would do.",
      "The section lacks its `.s`: `lsm/file_open` for `lsm.s/file_open`.",
      "A kprobe or a raw tracepoint wants a page that is not in memory: only fentry.s, lsm.s and uprobe.s can wait for it.",
      "A kernel function that allocates or takes a mutex is called outside a syscall program.",
    ],
    repair: .init(before: "SEC(\"lsm/bprm_committed_creds\")", after: "SEC(\"lsm.s/bprm_committed_creds\")"),
    seeAlso: ["A1502", "A1508"],
    examples: [
      .init(
        "6.2 and later", ["helper call might sleep in a non-sleepable prog"],
        path: ["4: (85) call bpf_copy_from_user#148"],
        summary: "bpf_copy_from_user may sleep, and this program may not"),
      .init(
        "5.10 to 6.9", ["unknown func bpf_copy_from_user#148"],
        summary: "bpf_copy_from_user may sleep, and this program may not"),
      .init(
        "6.10 and later", ["program of this type cannot use helper bpf_copy_from_user_task#191"],
        summary: "bpf_copy_from_user_task may sleep, and this program may not"),
      .init(
        "6.2 and later", ["program must be sleepable to call sleepable kfunc bpf_copy_from_user_str"],
        summary: "bpf_copy_from_user_str may sleep, and this program may not"),
      .init(
        "6.1", ["kernel function bpf_verify_pkcs7_signature is sleepable but the program is not"],
        summary: "bpf_verify_pkcs7_signature may sleep, and this program may not"),
      .init(
        "7.1 and later", ["sleepable helper bpf_copy_from_user#148 in non-sleepable prog"],
        summary: "bpf_copy_from_user may sleep, and this program may not"),
    ])

  private static let nameless = MessageFormat("helper call might sleep in a non-sleepable prog")
  private static let named = [
    MessageFormat("program must be sleepable to call sleepable kfunc %w"),
    MessageFormat("kernel function %w is sleepable but the program is not"),
    MessageFormat("sleepable helper %w#%d in non-sleepable"),
    MessageFormat("kernel func %w is sleepable within non-sleepable"),
    MessageFormat("sleepable global function %w() called in non-sleepable"),
  ]
  private static let foreign = [
    MessageFormat("program of this type cannot use helper %w#%d"), MessageFormat("unknown func %w#%d"),
  ]

  /// Whether a helper that the type does not have is one that only sleepable programs of that type have.
  static func sleeps(_ helper: String, _ rejection: Rejection) -> Bool {
    guard ["bpf_copy_from_user", "bpf_copy_from_user_task"].contains(helper) else { return false }
    let types: Set<ProgramType> = [.kprobe, .tracepoint, .rawTracepoint, .perfEvent, .tracing, .lsm, .structOps]
    return rejection.programType.map { types.contains($0) } ?? true
  }

  /// A call that may wait.
  public static func explain(_ rejection: Rejection) -> Explained? {
    guard let name = callee(rejection) else { return nil }
    var explained = explained("\(name) may sleep, and this program may not", advice: advice(name, rejection))
    explained.fixPlace = rejection.sectionPlace("what this section makes may not sleep")
    return explained
  }

  private static func callee(_ rejection: Rejection) -> String? {
    if let name = rejection.first(of: named)?[0] { return String(name) }
    if rejection.first(of: [nameless]) != nil { return rejection.refusedCall?.callee ?? "the helper called" }
    guard let name = rejection.first(of: foreign).map({ String($0[0]) }), sleeps(name, rejection) else { return nil }
    return name
  }

  /// The sleepable twin of the program's section, or what reads without sleeping.
  private static func advice(_ callee: String, _ rejection: Rejection) -> String? {
    let section = rejection.program?.section ?? ""
    let kind = section.prefix { $0 != "/" }
    var instead: String?
    if !kind.isEmpty, !kind.hasSuffix(".s"), let twin = SectionTable.match("\(kind).s\(section.dropFirst(kind.count))"),
      twin.isSleepable
    {
      instead = "declare the program with SEC(\"\(kind).s\(section.dropFirst(kind.count))\")"
    }
    let quick =
      switch callee {
      case "bpf_copy_from_user": "call bpf_probe_read_user, which fails where it would have to sleep"
      case "bpf_copy_from_user_str": "call bpf_probe_read_user_str, which fails where it would have to sleep"
      default: ""
      }
    switch (instead, quick.isEmpty) {
    case (let instead?, true): return instead
    case (let instead?, false): return "\(instead), or \(quick)"
    case (nil, false): return quick
    case (nil, true): return nil
    }
  }
}
