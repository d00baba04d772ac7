/// A read of a kernel struct that does not match its members.
public enum StructBoundsExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1230", title: "a read of a kernel struct that its members do not have",
    why: """
      The verifier follows a kernel pointer by the running kernel's own type information: every read has to begin and end \
      in one member. A struct that is declared in the program with another layout, or cast to another, leads past members or \
      past the end.
      """,
    fix:
      "read the struct as this kernel has it: use vmlinux.h with preserve_access_index, so that offsets are relocated",
    causes: [
      "the struct is declared by hand, without `__attribute__((preserve_access_index))`, and this kernel's differs",
      "a pointer is cast to a larger struct that begins with the one that it points to (struct sock to struct tcp_sock): "
        + "use bpf_skc_to_tcp_sock or bpf_core_cast",
      "an element past the end of an array member is read, or more bytes than the member has",
      "a pointer member is read in part, or together with its neighbour",
    ],
    repair: .init(
      before: "struct task_struct {\n    int pid;\n};",
      after: "struct task_struct {\n    int pid;\n} __attribute__((preserve_access_index));"),
    wordings: [
      .init(
        "5.5 and later", "access beyond struct %w at off %d size %d",
        "{2} bytes at offset {1} lie behind the end of struct {0}"),
      .init(
        "5.5 and later", "access beyond the end of member %w (mend:%d) in struct %w with off %d size %d",
        "{4} bytes at offset {3} of struct {2} reach past member {0}, which ends at {1}"),
      .init(
        "5.5 and later", "cannot access ptr member %w with moff %d in struct %w with off %d size %d",
        "{4} bytes at offset {3} of struct {2} are not the whole of its pointer {0}, which is at {1}"),
      .init(
        "5.5 and later", "struct %w doesn't have field at offset %d", "struct {0} has no member at offset {1}"),
      .init("5.5 and later", "Type '%w' is not a struct", "{0} is not a struct, and is read as one"),
    ],
    seeAlso: ["A1231", "A1232", "A1250"],
    examples: [
      .init(
        "5.5 and later", ["access beyond struct sock at off 1400 size 8"],
        summary: "8 bytes at offset 1400 lie behind the end of struct sock"),
      .init(
        "5.5 and later",
        ["access beyond the end of member comm (mend:2984) in struct task_struct with off 2980 size 8"],
        summary: "8 bytes at offset 2980 of struct task_struct reach past member comm, which ends at 2984"),
      .init(
        "5.5 and later",
        ["cannot access ptr member mm with moff 2336 in struct task_struct with off 2340 size 4"],
        summary: "4 bytes at offset 2340 of struct task_struct are not the whole of its pointer mm, which is at 2336"),
      .init(
        "5.5 and later", ["struct net_device doesn't have field at offset 9"],
        summary: "struct net_device has no member at offset 9"),
      .init("5.5 and later", ["Type 'int' is not a struct"], summary: "int is not a struct, and is read as one"),
    ])

  /// A kernel struct other than a map's own, which a page of its own is about.
  public static func explain(_ rejection: Rejection) -> Explained? {
    MapStructExplanation.explain(rejection) == nil ? worded(rejection) : nil
  }
}
