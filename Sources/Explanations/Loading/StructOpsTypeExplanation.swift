import BPFObject
import Findings

/// A struct_ops map that does not fit the kernel's structure.
public enum StructOpsTypeExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1914", title: "a struct_ops table that does not fit this kernel's structure",
    why: """
      A variable in `.struct_ops` becomes a table of functions in the kernel: libbpf looks its struct up in the kernel's BTF, \
      member by member. What the object sets has to exist there, with the same type and size. Members that are left at zero \
      may be missing.
      """,
    fix: "leave the member at zero where the kernel lacks it, or use the declaration of the kernel's own vmlinux.h",
    causes: [
      "The member is newer than the kernel (sched_ext_ops gains some in every release).",
      "The module that provides the struct is not loaded, or the kernel is built without it.",
      "The struct is declared by hand, and is not as the kernel has it.",
    ],
    repair: .init(
      before: "struct my_ops table = { .newer_member = (void *)handler };",
      after:
        "if (!bpf_core_field_exists(struct my_ops, newer_member)) /* in the loader */\n    skel->struct_ops.table->newer_member = NULL;"
    ),
    wordings: [
      .init(
        "libbpf", "struct_ops init_kern %w: Cannot find member %w in kernel BTF",
        "{0} sets member {1}, which this kernel's struct does not have"),
      .init(
        "libbpf", "struct_ops init_kern: struct %w is not found in kernel BTF", "this kernel has no struct {0}"),
      .init(
        "libbpf", "struct_ops init_kern: struct %w data is not found in struct %w",
        "this kernel does not take {0} as a struct_ops"),
      .init(
        "libbpf", "struct_ops init_kern %w: Unmatched member type %w",
        "member {1} of {0} has another type in this kernel"),
      .init(
        "libbpf", "struct_ops init_kern %w: Error in size of member %w:",
        "member {1} of {0} has another size in this kernel"),
      .init(
        "libbpf", "struct_ops init_kern %w: kernel member %w is not a func ptr",
        "member {1} of {0} is no function in this kernel"),
      .init("libbpf", "struct_ops init_kern %w: bitfield %w is not supported", "member {1} of {0} is a bit field"),
      .init(
        "libbpf", "struct_ops init_kern %w: failed to resolve the size of member %w",
        "member {1} of {0} has no known size"),
      .init(
        "libbpf", "struct_ops init_kern %w: member %w is not a struct_ops program",
        "member {1} of {0} is given a program of another type"),
      .init(
        "libbpf", "struct_ops init_kern %w func ptr %w: invalid reuse of prog %w",
        "{2} is used for members of different struct_ops"),
      .init(
        "libbpf", "struct_ops reloc %w: prog %w is not struct_ops BPF program",
        "{0} is given {1}, which is a program of another type"),
      .init("libbpf", "struct_ops reloc %w: cannot relocate non func ptr %w", "member {1} of {0} is no function"),
      .init("libbpf", "struct_ops reloc %w: cannot find ", "a member of {0} refers to what is no program"),
      .init(
        "libbpf", "struct_ops reloc %w: invalid target program offset", "a member of {0} refers to what is no program"),
      .init(
        "libbpf", "struct_ops reloc %w: rel->r_offset %d shdr_idx %d unsupported non-static function",
        "a member of {0} refers to what is no program"),
      .init("libbpf", "struct_ops init: %w is not a struct", "{0} in .struct_ops is no struct"),
      .init(
        "libbpf", "struct_ops init: anonymous type is not supported",
        "a variable in .struct_ops has a struct without a name"),
    ],
    seeAlso: ["A1880", "A1915"],
    examples: [
      .init(
        "libbpf", ["struct_ops init_kern mine: Cannot find member newer in kernel BTF"],
        summary: "mine sets member newer, which this kernel's struct does not have"),
      .init(
        "libbpf", ["struct_ops init_kern: struct no_such_ops is not found in kernel BTF"],
        summary: "this kernel has no struct no_such_ops"),
      .init(
        "libbpf", ["struct_ops init_kern: struct bpf_struct_ops_file_operations is not found in kernel BTF"],
        summary: "this kernel does not take file_operations as a struct_ops"),
      .init(
        "libbpf",
        [
          "struct_ops init_kern: struct tcp_congestion_ops data is not found in struct bpf_struct_ops_tcp_congestion_ops"
        ],
        summary: "this kernel does not take tcp_congestion_ops as a struct_ops"),
      .init(
        "libbpf", ["struct_ops init_kern mine: Unmatched member type flags 8 != 1(kernel)"],
        summary: "member flags of mine has another type in this kernel"),
      .init(
        "libbpf", ["struct_ops init_kern mine: Error in size of member name: 8 != 16(kernel)"],
        summary: "member name of mine has another size in this kernel"),
      .init(
        "libbpf", ["struct_ops init_kern mine: kernel member key is not a func ptr"],
        summary: "member key of mine is no function in this kernel"),
      .init(
        "libbpf", ["struct_ops init_kern mine: bitfield on is not supported"],
        summary: "member on of mine is a bit field"),
      .init(
        "libbpf", ["struct_ops init_kern mine: failed to resolve the size of member owner"],
        summary: "member owner of mine has no known size"),
      .init(
        "libbpf", ["struct_ops init_kern mine: member init is not a struct_ops program"],
        summary: "member init of mine is given a program of another type"),
      .init(
        "libbpf",
        [
          "struct_ops init_kern mine func ptr init: invalid reuse of prog start in sec struct_ops/start with type 27: "
            + "attach_btf_id 12 != kern_type_id 13"
        ],
        summary: "start is used for members of different struct_ops"),
      .init(
        "libbpf", ["struct_ops reloc mine: prog count is not struct_ops BPF program"],
        summary: "mine is given count, which is a program of another type"),
      .init(
        "libbpf", ["struct_ops reloc mine: cannot relocate non func ptr key"],
        summary: "member key of mine is no function"),
      .init(
        "libbpf", ["struct_ops reloc mine: cannot find member at moff 8"],
        summary: "a member of mine refers to what is no program"),
      .init("libbpf", ["struct_ops init: mine is not a struct"], summary: "mine in .struct_ops is no struct"),
      .init(
        "libbpf", ["struct_ops init: anonymous type is not supported"],
        summary: "a variable in .struct_ops has a struct without a name"),
    ])

  private static let wrapped = MessageFormat(
    "struct_ops init_kern: struct bpf_struct_ops_%w is not found in kernel BTF")
  private static let absent = MessageFormat("struct_ops init_kern: struct %w is not found in kernel BTF")
  private static let member = MessageFormat("struct_ops init_kern %w: Cannot find member %w")
  private static let named = MessageFormat("struct_ops init_kern %w: %s member %w")
  private static let table = MessageFormat("struct_ops init_kern %w")
  private static let relocated = MessageFormat("struct_ops reloc %w:")

  /// A struct that the kernel has otherwise.
  public static func explain(_ rejection: Rejection) -> Explained? {
    if let (_, words) = rejection.first(wrapped) {
      var explained = explained(
        "this kernel does not take \(words[0]) as a struct_ops",
        advice: "load the module that provides it, or use a kernel whose subsystem takes such programs")
      explained.primary = structLine(String(words[0]), rejection)
      return explained
    }
    guard var explained = worded(rejection) else { return nil }
    if let (_, words) = rejection.first(absent) {
      explained.advice = "use a kernel that has it, with the module that provides it loaded; check the struct's name"
      explained.primary = structLine(String(words[0]), rejection)
      return explained
    }
    if let (_, words) = rejection.first(member), let line = memberLine(words[1], of: words[0], rejection) {
      explained.primary = line
      return explained
    }
    if let (_, words) = rejection.first(table, relocated) {
      let name = words[0].hasSuffix(":") ? words[0].dropLast() : words[0]
      explained.primary =
        rejection.declaration(String(name), "this table does not fit the kernel's")
        ?? rejection.object.flatMap { $0.structOps.first }.flatMap {
          rejection.declaration($0.name, "this table does not fit the kernel's")
        }
    }
    return explained
  }

  private static func structLine(_ type: String, _ rejection: Rejection) -> LabelledSpan? {
    let table = rejection.object?.structOps.first { $0.structName == type }
    return table.flatMap { rejection.declaration($0.name, "a table of this type") }
  }

  private static func memberLine(
    _ member: Substring, of table: Substring, _ rejection: Rejection
  ) -> LabelledSpan? {
    rejection.codeLine(with: String(member), "this kernel's struct has no such member") {
      $0.contains(".\(member)")
    }
  }
}
