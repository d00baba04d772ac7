import Findings
import VerifierLog

/// A write to a kernel struct.
public enum StructWriteExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1231", title: "a write to a kernel struct",
    why: """
      A program may read kernel objects through their pointers and may not change them: the kernel's own rules about who \
      writes what would be broken. Some struct_ops subsystems open a few members of a few structs (struct tcp_sock for \
      congestion control, a qdisc's packet, a HID device's data).
      """,
    fix: "leave the struct as it is; change state through a helper or kernel function, or keep it in a map",
    causes: [
      "a field of a task, socket or device is assigned",
      "a struct_ops program writes a member that its subsystem does not open, or past the one that it opens",
      "the pointer is to a kernel object where an object of the program's own (bpf_obj_new, a map value) was meant",
    ],
    repair: .init(
      before: "task->exit_code = 1;", after: "bpf_send_signal(SIGTERM);"),
    wordings: [
      .init(
        "6.0 and later", "no write support to %w at off %d", "member at offset {1} of struct {0} may not be written"),
      .init(
        "6.0 and later", "write access at off %d with size %d beyond the member of %w ended at %d",
        "{1} bytes written at offset {0} of struct {2} reach past the member, which ends at {3}"),
      .init(
        "5.10 to 5.19", "no write support to tcp_sock at off %d",
        "member at offset {0} of struct tcp_sock may not be written"),
      .init(
        "6.11 and later", "write access at off %d with size %d on read-only part of %w",
        "{1} bytes written at offset {0} of struct {2} lie in its read-only part"),
      .init(
        "6.11 and later", "write access for struct %w at off %d with size %d",
        "{2} bytes written at offset {1} of struct {0} are more than may be written there"),
      .init(
        "6.11 and later", "write access to this struct is not supported",
        "a struct is written that a program may only read"),
      .init(
        "5.18 and later", "only access to bpf_dummy_ops_state is supported",
        "a struct is written that a program may only read"),
      .init(
        "5.18 and later", "write access at off %d with size %d",
        "{1} bytes written at offset {0} of a struct are more than may be written there"),
      .init(
        "7.1 and later", "%r cannot write into ptr_%w at off=%d size=%d",
        "{3} bytes at offset {2} of struct {1} are written, and a program may only read it"),
    ],
    seeAlso: ["A1230", "A1255"],
    examples: [
      .init(
        "5.5 and later", ["only read is supported"],
        summary: "a kernel struct is written, and a program may only read it"),
      .init(
        "7.1 and later", ["R1 cannot write into ptr_task_struct at off=16 size=8"],
        summary: "8 bytes at offset 16 of struct task_struct are written, and a program may only read it"),
      .init(
        "5.6 and later", ["no write support to tcp_sock at off 1500"],
        summary: "member at offset 1500 of struct tcp_sock may not be written"),
      .init(
        "5.6 and later", ["write access at off 1500 with size 8 beyond the member of tcp_sock ended at 1504"],
        summary: "8 bytes written at offset 1500 of struct tcp_sock reach past the member, which ends at 1504"),
      .init(
        "6.11 and later", ["write access at off 0 with size 4 on read-only part of hid_device"],
        summary: "4 bytes written at offset 0 of struct hid_device lie in its read-only part"),
      .init(
        "6.11 and later", ["write access for struct hid_device at off 0 with size 4"],
        summary: "4 bytes written at offset 0 of struct hid_device are more than may be written there"),
      .init(
        "6.11 and later", ["write access to this struct is not supported"],
        summary: "a struct is written that a program may only read"),
      .init(
        "5.18 and later", ["only access to bpf_dummy_ops_state is supported"],
        summary: "a struct is written that a program may only read"),
      .init(
        "5.18 and later", ["write access at off 0 with size 4"],
        summary: "4 bytes written at offset 0 of a struct are more than may be written there"),
    ])

  private static let readOnly = MessageFormat("only read is supported")

  /// A write that no rule opens.
  public static func explain(_ rejection: Rejection) -> Explained? {
    if rejection.messages.contains(where: { readOnly.match($0) != nil }) {
      let register = rejection.addressRegister
      let name = register.flatMap { rejection.lastState(of: $0) }?.typeName
      let what = rejection.accessedMember.map { "`\($0)`" }
      let noun = name.map { "struct \($0)" } ?? "a kernel struct"
      var result = explained("\(what.map { "\($0) of " } ?? "")\(noun) is written, and a program may only read it")
      result.register = register
      result.label = rejection.failureLabel(of: nil)
      return result
    }
    return worded(rejection)
  }
}
