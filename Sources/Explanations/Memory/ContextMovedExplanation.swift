import Findings
import VerifierLog

/// The context accessed through a pointer that was moved, or handed on so.
public enum ContextMovedExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1221", title: "the context is used through a pointer that was moved",
    why: """
      The kernel rewrites each access to the context, so that it has to know the field when the program is loaded: a \
      constant offset from the context's own pointer, in the instruction itself. A pointer that was moved before, or by a \
      variable, leads to no known field; helpers want the context as it was given. Compilers make such pointers when they \
      merge accesses to several fields.
      """,
    fix:
      "name the field itself (`ctx->cb[0]`), and keep the compiler from merging accesses: an empty `asm volatile` after each",
    causes: [
      "an array in the context is indexed by a variable: `skb->cb[i]`",
      "`&ctx->field` is kept in a variable, or passed to a function that is not inlined",
      "branches read different fields, and the compiler computes an address and reads once at their end",
      "the address of a field is passed to a helper instead of the context",
    ],
    repair: .init(
      before: "__u32 word = skb->cb[i & 1];",
      after: "__u32 word = i & 1 ? skb->cb[1] : skb->cb[0];"),
    seeAlso: ["A1220", "A1222"],
    examples: [
      .init(
        "5.4 to 7.3", ["dereference of modified ctx ptr R1 off=52 disallowed"],
        summary: "the context is used through a pointer that was moved by 52 bytes before"),
      .init(
        "5.4 and later", ["variable ctx access var_off=(0x0; 0xc) disallowed"],
        summary: "the context is used through a pointer that a variable moved"),
      .init(
        "5.17 and later", ["negative offset ctx ptr R1 off=-8 disallowed"],
        summary: "the context is used through a pointer that was moved by -8 bytes before"),
    ])

  private static let modified = MessageFormat("dereference of modified ctx ptr %r off=%d disallowed")
  private static let negative = MessageFormat("negative offset ctx ptr %r off=%d disallowed")
  private static let variable = MessageFormat("variable ctx access var_off=")

  /// A moved context.
  public static func explain(_ rejection: Rejection) -> Explained? {
    for message in rejection.messages {
      if let captures = modified.match(message) ?? negative.match(message), let register = Int(captures[0]) {
        var result = explained("the context is used through a pointer that was moved by \(captures[1]) bytes before")
        result.register = register
        let field = Int(captures[1]).flatMap { ContextField(at: $0, of: rejection) }
        let name = field.map { ", to `\($0.name)`" } ?? ""
        result.label = rejection.failureLabel(of: nil) + "; the context's pointer was moved before\(name)"
        if rejection.failsInCall {
          result.advice = "pass the context itself to \(rejection.calleeName), not the address of a field"
        }
        return result
      }
      if variable.match(message) != nil {
        let register = rejection.addressRegister ?? rejection.subjectRegister
        let index = register.flatMap { rejection.index(of: $0) }
        var result = explained(
          index?.name.map { "the context is used through a pointer that `\($0)` moved" }
            ?? "the context is used through a pointer that a variable moved")
        result.register = register
        result.label =
          rejection.failureLabel(of: nil) + "; which field that is depends on \(index?.called ?? "a variable")"
        return result
      }
    }
    return nil
  }
}
