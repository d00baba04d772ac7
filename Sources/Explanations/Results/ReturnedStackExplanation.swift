import Findings
import VerifierLog

/// A function that returns the address of its own variable.
public enum ReturnedStackExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1407", title: "a function returns a pointer to its stack",
    why: """
      A function's variables are gone when it returns; an address of one would point at what the next call writes. The \
      verifier lets no pointer to the stack out of a function, not even one that the caller passed in.
      """,
    fix: "let the caller declare the variable and pass its address, and return a number",
    causes: [
      "A buffer that the function fills is returned.",
      "The pointer that the caller passed in is returned for convenience.",
    ],
    repair: .init(
      before: "static __noinline char *fill(void) { char text[8] = {}; return text; }",
      after: "static __noinline int fill(char text[8]) { text[0] = 'a'; return 0; }"), seeAlso: ["A1403"],
    examples: [
      .init(
        "4.16 and later", ["cannot return stack pointer to the caller"],
        summary: "a function returns a pointer to the stack")
    ])

  private static let format = MessageFormat("cannot return stack pointer to the caller")

  /// An address that would dangle.
  public static func explain(_ rejection: Rejection) -> Explained? {
    guard rejection.messages.contains(where: { format.match($0) != nil }) else { return nil }
    let function = rejection.failingFunction
    var told = explained("\(function.map { "the function \($0)" } ?? "a function") returns a pointer to the stack")
    told.register = 0
    told.primary = rejection.returnSpan("returns a pointer to the stack here")
    told.fixPlace = function.flatMap { rejection.declaration($0, "declared here") }
    return told
  }
}
