import Findings
import VerifierLog

/// A pointer as a program's result.
public enum ReturnedPointerExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1404", title: "the program returns a pointer",
    why: """
      What a program returns is seen outside of it, and an address would show where the kernel keeps its memory. It also \
      means nothing to the kernel, which wants a number. A load with CAP_PERFMON may show addresses, but not where the \
      program's type has a range of results.
      """,
    fix: "return a number: what the pointer points to, or whether it is NULL (`return v != 0`)",
    causes: [
      "A lookup's result or a dereferenced member was meant: `return v` in place of `return *v`.",
      "A function without a return lets the last pointer in r0 stand as its result.",
    ],
    repair: .init(before: "return v;", after: "return *v;"), seeAlso: ["A1401", "A1405"],
    examples: [
      .init(
        "5.4 and later", ["R0 leaks addr as return value"],
        summary: "the program returns a pointer, which would show a kernel address"),
      .init(
        "5.4 and later", ["At program exit the register R0 is not a known value (map_value)"],
        summary: "the program returns a pointer (map_value), which is no number"),
    ])

  private static let leak = MessageFormat("%r leaks addr as return value")
  private static let unknown = MessageFormat("%s the register %r is not a known value (%w)")

  /// An address returned.
  public static func explain(_ rejection: Rejection) -> Explained? {
    for message in rejection.messages {
      var told: Explained
      if leak.match(message) != nil {
        told = explained("the program returns a pointer, which would show a kernel address")
      } else if let words = unknown.match(message), !words[0].contains("callback") {
        told = explained("the program returns a pointer (\(words[2])), which is no number")
      } else {
        continue
      }
      if let name = rejection.name(of: 0) {
        told.summary = told.summary.replacing("a pointer", with: "`\(name)`, a pointer")
      }
      told.register = 0
      told.primary = rejection.returnSpan("returns a pointer here")
      return told
    }
    return nil
  }
}
