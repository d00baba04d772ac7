import Findings
import VerifierLog

/// An exception callback that is not declared as one has to be.
public enum ExceptionCallbackExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1781", title: "the exception callback is not as it has to be",
    why: """
      `__exception_cb(name)` on a program names the function that runs when bpf_throw is called (6.7). It has to be a \
      global function of the same object with one 64-bit number as its argument and a number as its result, at most one a \
      program, and only bpf_throw may call it.
      """,
    fix: "declare `int name(u64 cookie)` as a global, noinline function and name it once in `__exception_cb`",
    causes: [
      "The function is static, misspelt, or was removed by the compiler.", "It takes a pointer, or two arguments.",
      "The program calls the function itself, or uses it as a program.",
    ],
    repair: .init(
      before: "static int on_throw(void *ctx) { return 0; }", after: "__noinline int on_throw(u64 cookie) { return 0; }"
    ),
    wordings: [
      .init(
        "6.7 and later", "exception callback '%w' could not be found in BTF",
        "the exception callback {0} is not in the object"),
      .init(
        "6.7 and later", "exception callback '%w' must have global linkage", "the exception callback {0} is static"),
      .init(
        "6.7 and later", "multiple exception callback tags for main subprog",
        "the program names more than one exception callback"),
      .init(
        "6.7 and later", "exception callback type id not found in func_info",
        "the exception callback's code is not part of the program"),
      .init(
        "6.7 and later", "invalid exception callback insn_off in func_info: 0",
        "the program names itself as its exception callback"),
      .init(
        "6.7 and later", "invalid btf id for main subprog in func_info",
        "the program's own type is not known, so its exception callback is not either"),
      .init(
        "6.7 and later", "exception cb only supports single integer argument",
        "the exception callback takes something else than one number"),
      .init("7.0 and later", "exception cb cannot return void", "the exception callback returns nothing"),
      .init(
        "6.7 and later", "insn %d cannot call exception cb directly",
        "the exception callback is called by the program itself"),
      .init("6.7 and later", "cannot tail call within exception cb", "the exception callback makes a tail call"),
    ],
    examples: [
      .init(
        "6.7 and later", ["exception callback 'on_throw' could not be found in BTF"],
        summary: "the exception callback on_throw is not in the object"),
      .init(
        "6.7 and later", ["exception callback 'on_throw' must have global linkage"],
        summary: "the exception callback on_throw is static"),
      .init(
        "6.7 and later", ["multiple exception callback tags for main subprog"],
        summary: "the program names more than one exception callback"),
      .init(
        "6.7 and later", ["exception callback type id not found in func_info"],
        summary: "the exception callback's code is not part of the program"),
      .init(
        "6.7 and later", ["invalid exception callback insn_off in func_info: 0"],
        summary: "the program names itself as its exception callback"),
      .init(
        "6.7 and later", ["invalid btf id for main subprog in func_info"],
        summary: "the program's own type is not known, so its exception callback is not either"),
      .init(
        "6.7 and later", ["exception cb only supports single integer argument"],
        summary: "the exception callback takes something else than one number"),
      .init("7.0 and later", ["exception cb cannot return void"], summary: "the exception callback returns nothing"),
      .init(
        "6.7 and later", ["insn 3 cannot call exception cb directly"],
        summary: "the exception callback is called by the program itself"),
      .init(
        "6.7 and later", ["cannot tail call within exception cb"], summary: "the exception callback makes a tail call"),
    ])

  private static let named = MessageFormat("exception callback '%w' ")
  private static let direct = MessageFormat("insn %d cannot call exception cb directly")

  /// A callback that does not fit: told on its declaration where that is known.
  public static func explain(_ rejection: Rejection) -> Explained? {
    guard var explained = worded(rejection) else { return nil }
    for message in rejection.messages {
      if let slot = direct.numbers(message)?[0] {
        explained.primary = rejection.span(ofSlot: slot, "called here")
      } else if let name = named.match(message)?[0] {
        explained.primary =
          rejection.declaration(String(name), "declared here")
          ?? rejection.programDeclaration("names \(name) as its exception callback")
        explained.related = rejection.programDeclaration("names \(name) as its exception callback").map { [$0] } ?? []
      } else if let function = rejection.digest.globalFunction {
        explained.primary = rejection.declaration(function, "declared here")
      }
    }
    return explained
  }
}
