import Findings
import VerifierLog

/// A program whose function has more parameters than a program is given.
public enum EntryArgumentExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1304", title: "a program reads an argument that programs are not given",
    why: """
      The kernel calls every program with one argument, its context. What the traced function or the hook was called with \
      is in the context; the macros of bpf_tracing.h (BPF_PROG, BPF_KPROBE, BPF_KRETPROBE) take it out and hand it on.
      """,
    fix: "declare the program with BPF_PROG, BPF_KPROBE or the like, or read the values from the context",
    causes: [
      "a kprobe or fentry program is declared with the traced function's parameters, without its macro",
      "a callback's or subprogram's signature was used for a program",
    ],
    repair: .init(
      before: "SEC(\"kprobe/do_unlinkat\")\nint unlinked(struct pt_regs *ctx, int directory)",
      after: "SEC(\"kprobe/do_unlinkat\")\nint BPF_KPROBE(unlinked, int directory)"),
    seeAlso: ["A1302"],
    examples: [
      .init(
        "5.4 and later", ["R2 !read_ok"],
        path: [
          "0: R1=ctx(off=0,imm=0) R10=fp0", "; int unlinked(struct pt_regs *ctx, int directory)", "0: (bf) r6 = r2",
        ],
        summary: "the program reads its argument 2, and programs are given one, the context")
    ])

  /// A read of r2 to r5 that nothing wrote since the program's entry.
  public static func explain(_ rejection: Rejection) -> Explained? {
    guard let read = UnsetRead(rejection), read.kind == .entryArgument else { return nil }
    var result = explained("the program reads its argument \(read.register), and programs are given one, the context")
    result.register = read.register
    result.label = "reads argument \(read.register) here"
    result.related = []
    result.fixPlace = rejection.programDeclaration("declares more than the context")
    return result
  }
}
