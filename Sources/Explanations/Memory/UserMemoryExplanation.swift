import Findings
import VerifierLog

/// A pointer to user space's memory, or to per-CPU memory, followed as if it were the kernel's.
public enum UserMemoryExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1233", title: "user space's memory is read as if it were the kernel's",
    why: """
      The kernel's types mark pointers to user space (`__user`). Such memory may be paged out, and on some machines is \
      another address space: only helpers made for it may read it.
      """,
    fix: "read it with bpf_probe_read_user or, in a sleepable program, bpf_copy_from_user",
    causes: [
      "a system call's or an LSM hook's buffer is read directly",
      "a member that the kernel marks `__user` is followed",
    ],
    repair: .init(
      before: "first = attr->insns[0];",
      after: "bpf_probe_read_user(&first, sizeof(first), attr->insns);"),
    wordings: [
      .init(
        "5.18 and later", "%r is ptr_%w access user memory: off=%d",
        "{name} points to user space's memory (struct {1}) and is read directly", noun: "a pointer"),
      .init(
        "5.18 and later", "%r invalid mem access 'user_ptr_%s'",
        "{name} points to user space's memory and is read directly", noun: "a pointer"),
    ],
    seeAlso: ["A1234", "A1250"],
    examples: [
      .init(
        "5.18 and later", ["R1 is ptr_sockaddr access user memory: off=0"],
        summary: "a pointer points to user space's memory (struct sockaddr) and is read directly")
    ])
}
