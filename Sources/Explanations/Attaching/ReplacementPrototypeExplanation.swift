import BPFObject

/// A replacement whose prototype is not the replaced function's.
public enum ReplacementPrototypeExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1872", title: "a freplace program whose prototype is not that of the function it replaces",
    why: """
      The replaced function's callers were verified against its prototype. A replacement has to have the same number of \
      arguments, of the same types and sizes, and the same return type; the function itself must be global, with scalars \
      and the context as arguments.
      """,
    fix: "declare the replacement with the arguments and the return type of the function that it replaces",
    causes: [
      "The target's function got an argument, and the extension was not rebuilt.",
      "struct __sk_buff for struct xdp_md, or a struct of the author's own for the context.",
      "void for int as return type, or u64 for u32 as an argument.",
      "The target's function is static.",
    ],
    repair: .init(
      before: "SEC(\"freplace/policy\")\nint allow(struct xdp_md *ctx)",
      after: "SEC(\"freplace/policy\")\nint allow(struct xdp_md *ctx, int verdict) /* as policy() is */"),
    wordings: [
      .init(
        "5.6 and later", "%w() has %d args while %w() has %d args",
        "{0} has {1} arguments, and {2}, which it replaces, {3}"),
      .init("5.6 and later", "%w() is not a global function", "{0} is not a global function"),
      .init(
        "5.6 and later", "Return type %s of %w() doesn't match type %s of %w()",
        "{1} returns {0}, and {3}, which it replaces, {2}"),
      .init(
        "5.6 and later", "arg%d in %w() has size %d while %w() has %d",
        "argument {0} of {1} has {2} bytes, and that of {3}, which it replaces, {4}"),
      .init(
        "5.6 and later", "arg%d in %w() has unrecognized type",
        "argument {0} of {1} has a type that freplace does not take"),
      .init(
        "5.6 and later", "arg%d in %w() is not a pointer to context",
        "argument {0} of {1} is a pointer, and not to the context"),
      .init(
        "5.6 and later", "arg%d in %w() is %s while %w() has %s",
        "argument {0} of {1} is {2}, and that of {3}, which it replaces, {4}"),
      .init(
        "5.6 and later", "arg%d %w(struct %w *) doesn't match %w(struct %w *)",
        "argument {0} of {1} is a pointer to struct {2}, and that of {3}, which it replaces, to struct {4}"),
    ],
    seeAlso: ["A1873", "A1913"],
    examples: [
      .init(
        "5.6 and later", ["allow() has 1 args while policy() has 2 args"],
        summary: "allow has 1 arguments, and policy, which it replaces, 2"),
      .init("5.6 and later", ["policy() is not a global function"], summary: "policy is not a global function"),
      .init(
        "5.6 and later", ["Return type void of allow() doesn't match type INT of policy()"],
        summary: "allow returns void, and policy, which it replaces, INT"),
      .init(
        "5.6 and later", ["arg1 in allow() has size 8 while policy() has 4"],
        summary: "argument 2 of allow has 8 bytes, and that of policy, which it replaces, 4"),
      .init(
        "5.6 and later", ["arg1 in allow() has unrecognized type"],
        summary: "argument 2 of allow has a type that freplace does not take"),
      .init(
        "5.6 and later", ["arg1 in allow() is not a pointer to context"],
        summary: "argument 2 of allow is a pointer, and not to the context"),
      .init(
        "5.6 and later", ["arg1 in allow() is PTR while policy() has INT"],
        summary: "argument 2 of allow is PTR, and that of policy, which it replaces, INT"),
      .init(
        "5.6 and later", ["arg0 allow(struct __sk_buff *) doesn't match policy(struct xdp_md *)"],
        summary:
          "argument 1 of allow is a pointer to struct __sk_buff, and that of policy, which it replaces, to struct "
          + "xdp_md"),
    ])

  private static let argument = MessageFormat("arg%d ")

  /// Prototypes that differ. The kernel counts arguments from 0.
  public static func explain(_ rejection: Rejection) -> Explained? {
    guard var explained = worded(rejection) else { return nil }
    if let (_, words) = rejection.first(argument), let number = Int(words[0]), (0..<16).contains(number) {
      explained.summary = explained.summary.replacing(
        "argument \(number) of", with: "argument \(number + 1) of", maxReplacements: 1)
    }
    explained.primary = rejection.programDeclaration("not the prototype of the function that it replaces")
    return explained
  }
}
