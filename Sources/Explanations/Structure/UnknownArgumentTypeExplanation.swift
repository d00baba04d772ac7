/// A kernel object as a global function's argument, of a type that the kernel does not have so.
public enum UnknownArgumentTypeExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1819", title: "a global function's argument names a kernel type that this kernel does not have",
    why: """
      An argument tagged `__arg_trusted` or `__arg_untrusted` points to an object of the kernel. Its struct is looked up by name \
      in the kernel's own type information; it has to be there, once, and not in a module.
      """,
    fix:
      "name the struct as this kernel does (see `bpftool btf dump file /sys/kernel/btf/vmlinux`), or make the function static",
    causes: [
      "the struct is the author's own, or was renamed in this kernel",
      "the struct belongs to a module",
      "a CO-RE flavour (`struct task_struct___old`) matches nothing",
    ],
    repair: .init(
      before: "int note(struct my_task *task __arg_trusted)", after: "int note(struct task_struct *task __arg_trusted)"),
    wordings: [
      .init(
        "6.8 and later", "arg#%d reference type('%s') points to kernel module type (unsupported)",
        "an argument (number {0}, from 0) is a kernel object of a module's type ({1})"),
      .init(
        "6.8 and later", "arg#%d reference type('%s') candidate matching error: %d",
        "an argument (number {0}, from 0) is a kernel object of a type that this kernel does not have once ({1})"),
      .init(
        "6.8 and later", "arg#%d reference type('%s') is ambiguous",
        "an argument (number {0}, from 0) is a kernel object of a type that this kernel has more than once ({1})"),
      .init(
        "6.8 and later", "arg#%d reference type('%s') has no matches",
        "an argument (number {0}, from 0) is a kernel object of a type that this kernel does not have ({1})"),
      .init(
        "6.8 and later", "arg#%d reference type('%s') ",
        "an argument (number {0}, from 0) is a kernel object of a type that this kernel does not have ({1})",
        isGeneral: true),
    ],
    seeAlso: ["A1813", "A1816"],
    examples: [
      .init(
        "6.8 and later", ["arg#0 reference type('STRUCT my_task') has no matches"],
        summary:
          "an argument (number 0, from 0) is a kernel object of a type that this kernel does not have (STRUCT my_task)"
      ),
      .init(
        "6.8 and later", ["arg#0 reference type('STRUCT list_head') is ambiguous"],
        summary:
          "an argument (number 0, from 0) is a kernel object of a type that this kernel has more than once (STRUCT list_head)"
      ),
      .init(
        "6.8 and later", ["arg#1 reference type('STRUCT nf_conn') points to kernel module type (unsupported)"],
        summary: "an argument (number 1, from 0) is a kernel object of a module's type (STRUCT nf_conn)"),
      .init(
        "6.8 and later", ["arg#0 reference type('STRUCT my_task') candidate matching error: -22"],
        summary:
          "an argument (number 0, from 0) is a kernel object of a type that this kernel does not have once (STRUCT my_task)"
      ),
    ])

  /// A type that is not there.
  public static func explain(_ rejection: Rejection) -> Explained? {
    guard var result = worded(rejection) else { return nil }
    result.primary = rejection.onlyGlobalFunction.flatMap { rejection.declaration($0, "\($0) is declared here") }
    return result
  }
}
