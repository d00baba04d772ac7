import BPFObject
import Findings

/// A read of an argument in another way than whole.
public enum HookArgumentUseExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1876", title: "an argument of the attached function read in a way that the verifier does not take",
    why: """
      Each argument in ctx takes 8 bytes and is read as a whole. What it points to may be read directly only where it is a \
      struct whose type the kernel's BTF gives; pointers to numbers, unions, or what is tagged twice cannot be followed.
      """,
    fix:
      "read the argument through BPF_PROG(), and what it points to with bpf_probe_read_kernel() where it is no struct",
    causes: [
      "ctx is cast to a struct or an int array, so that half an argument is read.",
      "A pointer to an int, a char or a function is dereferenced.",
      "An argument that is a struct by value: it takes one or two places, use BPF_PROG2().",
    ],
    repair: .init(
      before: "int BPF_PROG(entered, int *count) { return *count; }",
      after: "int BPF_PROG(entered, int *count) { int n; bpf_probe_read_kernel(&n, sizeof(n), count); return n; }"),
    wordings: [
      .init(
        "5.5 and later", "func '%w' offset %d is not multiple of 8",
        "{0}'s arguments are read at byte {1}, and each begins at a multiple of 8"),
      .init("6.4 and later", "func '%w' size %d must be 8", "{1} bytes of an argument of {0} are read, and it has 8"),
      .init(
        "5.5 and later", "func '%w' arg%d '%s' has type %s. Only pointer access is allowed",
        "argument {1} of {0}, {2}, is a {3}, which cannot be read so"),
      .init(
        "5.5 and later", "func '%w' arg%d type %w is not a struct",
        "argument {1} of {0} points to a {2}, which cannot be read directly"),
      .init(
        "6.19 and later", "func '%w' arg%d type %s has multiple type tags",
        "argument {1} of {0} has several type tags, which cannot be read directly"),
      .init(
        "5.9 and later", "invalid btf_id for context argument offset %d",
        "the argument at byte {0} of ctx has a type that this kernel cannot tell"),
    ],
    seeAlso: ["A1875"],
    examples: [
      .init(
        "5.5 and later", ["func 'vfs_read' offset 4 is not multiple of 8"],
        summary: "vfs_read's arguments are read at byte 4, and each begins at a multiple of 8"),
      .init(
        "6.4 and later", ["func 'vfs_read' size 4 must be 8"],
        summary: "4 bytes of an argument of vfs_read are read, and it has 8"),
      .init(
        "5.5 and later", ["func 'pair' arg0 'p' has type STRUCT. Only pointer access is allowed"],
        summary: "argument 1 of pair, p, is a STRUCT, which cannot be read so"),
      .init(
        "5.5 and later", ["func 'vfs_read' arg3 type INT is not a struct"],
        summary: "argument 4 of vfs_read points to a INT, which cannot be read directly"),
      .init(
        "6.19 and later", ["func 'vfs_read' arg1 type PTR has multiple type tags"],
        summary: "argument 2 of vfs_read has several type tags, which cannot be read directly"),
      .init(
        "5.9 and later", ["invalid btf_id for context argument offset 8"],
        summary: "the argument at byte 8 of ctx has a type that this kernel cannot tell"),
    ])

  private static let argument = MessageFormat("func '%w' arg%d ")

  /// A read that is refused. The kernel counts arguments from 0 here.
  public static func explain(_ rejection: Rejection) -> Explained? {
    guard var explained = worded(rejection) else { return nil }
    if let (_, words) = rejection.first(argument), let number = Int(words[1]), (0..<16).contains(number) {
      explained.summary = explained.summary.replacing(
        "argument \(number) of", with: "argument \(number + 1) of", maxReplacements: 1)
    }
    explained.related = []
    explained.fixPlace = rejection.apart(rejection.programDeclaration("its arguments are declared here"))
    return explained
  }
}
