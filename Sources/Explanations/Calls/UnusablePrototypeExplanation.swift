/// A function whose prototype the kernel cannot describe to a program.
public enum UnusablePrototypeExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1525", title: "a kernel function whose prototype programs cannot use",
    why: """
      To call a kernel function, or to attach to its entry, the kernel has to know where each argument lies. It can for at \
      most 12 arguments (a call: 5) that are numbers, pointers or small structures, and not for variable ones (`...`).
      """,
    fix:
      "attach to another function (its caller, a tracepoint), or use a kprobe, which reads registers instead of arguments",
    causes: [
      "fentry or fexit names a function with variable arguments, such as a printk variant.",
      "The function takes or returns a large structure by value.",
      "The function has too many arguments.",
    ],
    wordings: [
      .init("5.5 and later", "The function %w has %d arguments. Too many.", "{0} has {1} arguments, which is too many"),
      .init(
        "5.5 and later", "The function %w return type %s is unsupported.",
        "{0} returns {1}, which programs cannot take"),
      .init(
        "5.5 and later", "The function %w arg%d type %s is unsupported.",
        "{0} takes {2} as argument {1} (from 0), which programs cannot take"),
      .init(
        "5.13 and later", "The function %w has malformed void argument.", "{0} has a void argument in the kernel's BTF"),
      .init(
        "5.13 and later", "The function %w with variable args is unsupported.", "{0} has variable arguments (`...`)"),
      .init(
        "5.13 to 7.1", "kernel function %w returns pointer type %w %s is not supported",
        "{0} returns a pointer to {1} {2}, which programs cannot take"),
      .init(
        "6.4 and later", "kernel function %w unhandled dynamic return type", "{0} returns what programs cannot take"),
    ],
    seeAlso: ["A1508"],
    examples: [
      .init(
        "5.5 and later", ["The function many has 14 arguments. Too many."],
        summary: "many has 14 arguments, which is too many"),
      .init(
        "5.5 and later", ["The function get return type STRUCT is unsupported."],
        summary: "get returns STRUCT, which programs cannot take"),
      .init(
        "5.5 and later", ["The function set arg1 type STRUCT is unsupported."],
        summary: "set takes STRUCT as argument 1 (from 0), which programs cannot take"),
      .init(
        "5.13 and later", ["The function odd has malformed void argument."],
        summary: "odd has a void argument in the kernel's BTF"),
      .init(
        "5.13 and later", ["The function printk with variable args is unsupported."],
        summary: "printk has variable arguments (`...`)"),
      .init(
        "5.13 to 7.1", ["kernel function get returns pointer type UNKNOWN void is not supported"],
        summary: "get returns a pointer to UNKNOWN void, which programs cannot take"),
      .init(
        "6.4 and later", ["kernel function get unhandled dynamic return type"],
        summary: "get returns what programs cannot take"),
    ])

  /// A prototype that programs cannot use.
  public static func explain(_ rejection: Rejection) -> Explained? {
    guard var explained = worded(rejection) else { return nil }
    // Without a path it is the function that the program is attached to.
    if rejection.failingStep == nil { explained.fixPlace = rejection.sectionPlace("the section names the function") }
    return explained
  }
}
