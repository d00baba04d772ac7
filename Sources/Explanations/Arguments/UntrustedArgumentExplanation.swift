import VerifierLog

/// A pointer that the kernel does not vouch for, passed to a kernel function.
public enum UntrustedArgumentExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1621", title: "a kernel function gets a pointer that nobody keeps valid",
    why: """
      A kernel function follows its pointers without asking. So it takes only pointers whose object cannot go away \
      meanwhile: a hook's own argument (tp_btf, fentry, LSM, struct_ops), what an acquiring function or an iterator \
      returned, and, where it says so, a pointer read inside an RCU section. What was read out of another object, or is the \
      result of a cast, may be stale by the time of the call.
      """,
    fix: "acquire the object first (bpf_task_acquire, bpf_cgroup_from_id, bpf_task_from_pid ...), check it for NULL, "
      + "pass it, and release it",
    causes: [
      "A member was read out of a trusted pointer (`task->real_parent`) and passed on.",
      "The pointer came from a map (a kptr) and was not acquired, or the RCU section ended before the call.",
      "The pointer was made by a cast or bpf_rdonly_cast.",
      "The program is sleepable: RCU protects nothing there outside bpf_rcu_read_lock and bpf_rcu_read_unlock.",
    ],
    repair: .init(
      before: "bpf_task_acquire(task->group_leader->real_parent);",
      after: """
        bpf_rcu_read_lock();
        parent = bpf_task_acquire(task->real_parent);
        bpf_rcu_read_unlock();
        """),
    seeAlso: ["A1605", "A1606", "A1201"],
    examples: [
      .init(
        "6.1 and later", ["R1 must be referenced or trusted"], path: ["5: (85) call bpf_task_acquire#71234"],
        summary: "bpf_task_acquire gets a pointer that nobody keeps valid"),
      .init(
        "6.3 and later", ["R1 must be a rcu pointer"], path: ["5: (85) call bpf_task_acquire#71234"],
        summary: "bpf_task_acquire gets a pointer that is not protected by RCU here"),
      .init(
        "6.0 and 6.1", ["R1 must be referenced"], path: ["5: (85) call bpf_kfunc_call#71234"],
        summary: "bpf_kfunc_call gets a pointer that nobody keeps valid"),
    ])

  private static let trusted = MessageFormat("%r must be referenced")
  private static let release = MessageFormat("%r must be referenced when passed to release")
  private static let protected = MessageFormat("%r must be a rcu pointer")

  /// A pointer without a keeper.
  public static func explain(_ rejection: Rejection) -> Explained? {
    // What is no pointer any more was given away before: another page's.
    guard UseAfterReleaseExplanation.explain(rejection) == nil else { return nil }
    let isRCU: Bool
    let register: Int
    if let number = rejection.first(of: [trusted]).flatMap({ Int($0[0]) }), rejection.first(of: [release]) == nil {
      (register, isRCU) = (number, false)
    } else if let number = rejection.first(of: [protected]).flatMap({ Int($0[0]) }) {
      (register, isRCU) = (number, true)
    } else {
      return nil
    }
    let callee = rejection.refusedCall?.callee ?? "the kernel function"
    let name = rejection.argumentText(register).map { "`\(RefusedArgument.withoutCasts($0))`, " } ?? ""
    let isCast = maker(of: register, rejection) == "bpf_rdonly_cast"
    let what =
      isCast
      ? "a pointer that a cast made, which nobody keeps valid"
      : isRCU ? "a pointer that is not protected by RCU here" : "a pointer that nobody keeps valid"
    var explained = explained("\(callee) gets \(name)\(what)")
    explained.register = register
    explained.label = "argument \(register) has to be a pointer that the kernel vouches for"
    if isCast {
      explained.advice =
        "take the object from a trusted place (bpf_get_current_task_btf, a typed argument): a cast gives a "
        + "pointer a type, and no trust"
    } else if isRCU {
      explained.advice =
        "read the pointer and make the call between bpf_rcu_read_lock() and bpf_rcu_read_unlock(), "
        + "or acquire the object first"
    }
    return explained
  }

  /// The function whose result a register holds.
  private static func maker(of register: Int, _ rejection: Rejection) -> String? {
    guard let step = rejection.failingStep,
      case .instruction(let made) = rejection.trace.origin(of: register, before: step).definition
    else { return nil }
    return rejection.trace.steps[made].callee
  }
}
