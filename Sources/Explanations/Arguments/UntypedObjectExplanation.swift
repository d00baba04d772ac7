import Findings

/// Something without the kernel's type where a helper wants a kernel object.
public enum UntypedObjectExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1605", title: "a helper wants a kernel object and gets something the verifier has no type for",
    why: """
      A helper that works on a task, a socket, a cgroup or an inode follows the pointer without a check of its own. So the \
      verifier lets only a pointer through that it has seen come from a trusted place with its type: an argument of a \
      tp_btf, fentry or LSM program, the result of a helper. A cast gives no type, and an address that was read with \
      bpf_probe_read_kernel or BPF_CORE_READ is a number.
      """,
    fix: "take the object from where the verifier knows its type: a typed argument, bpf_get_current_task_btf, a lookup",
    causes: [
      "bpf_get_current_task returns the task's address as a number; bpf_get_current_task_btf returns it typed.",
      "A kprobe's or raw_tp's argument is passed on: tp_btf, fentry and LSM programs get theirs typed.",
      "A member was read with BPF_CORE_READ; a plain `a->b` of a typed pointer stays typed.",
      "Before 5.11 bpf_sk_storage_get takes only the context's socket (`ctx->sk`), not a BTF pointer.",
    ],
    repair: .init(
      before: "struct task_struct *task = (void *)bpf_get_current_task();",
      after: "struct task_struct *task = bpf_get_current_task_btf();"),
    seeAlso: ["A1606", "A1621"],
    examples: [
      .init(
        "6.2 and later", ["R2 type=scalar expected=ptr_, trusted_ptr_, rcu_ptr_"],
        path: ["5: (85) call bpf_task_storage_get#156"],
        summary: "bpf_task_storage_get wants a typed pointer to a kernel object and gets a number"),
      .init(
        "5.11 to 5.17", ["R2 type=inv expected=ptr_"], path: ["5: (85) call bpf_task_storage_get#156"],
        summary: "bpf_task_storage_get wants a typed pointer to a kernel object and gets a number"),
      .init(
        "5.18 and later", ["R2 type=scalar expected=sock_common, sock, tcp_sock, xdp_sock, ptr_, trusted_ptr_"],
        path: ["5: (85) call bpf_sk_storage_get#107"], summary: "bpf_sk_storage_get wants a socket and gets a number"),
      .init(
        "5.4 and later", ["R1 type=ctx expected=sock"], path: ["5: (85) call bpf_sk_release#86"],
        summary: "bpf_sk_release wants a socket and gets the context"),
      .init(
        "6.2 and later", ["R2 type=untrusted_ptr_ expected=ptr_, trusted_ptr_, rcu_ptr_"],
        path: ["5: (85) call bpf_task_storage_get#156"],
        summary:
          "bpf_task_storage_get wants a typed pointer to a kernel object and gets an untrusted pointer to a kernel object"
      ),
    ])

  /// An object without its type.
  public static func explain(_ rejection: Rejection) -> Explained? {
    guard let argument = RefusedArgument(rejection), case .object = argument.wants else { return nil }
    var explained = explained(argument)
    if argument.maker == "bpf_get_current_task" {
      explained.advice = "call bpf_get_current_task_btf instead: it returns the same task with its type"
    }
    return explained
  }
}
