import Analysis
import BPF
import BPFObject
import Findings
import VerifierLog

/// A program that ends without a result.
public enum MissingResultExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1405", title: "the program ends without a result",
    why: """
      A program's result is what it leaves in r0 when it ends, and a program has to leave something there on every path: \
      the kernel acts on it. A void function, a path without `return`, or one that returns what a function without a \
      result \"returned\" leaves nothing.
      """,
    fix: "declare the program as returning int and end every path with `return` and a value",
    causes: [
      "The program is declared void.", "One path lacks its return statement.",
      "The variable that is returned is set in one branch only: `int action; if (x) action = 1; return action;`.",
      "The function that is called last is declared void in another place and returns nothing.",
      "A global function of an older kernel is void: before 7.0 they have to return a number.",
    ],
    repair: .init(
      before: "SEC(\"xdp\") void pass(struct xdp_md *ctx) { count++; }",
      after: "SEC(\"xdp\") int pass(struct xdp_md *ctx) { count++; return XDP_PASS; }"), seeAlso: ["A1401"],
    examples: [
      .init(
        "5.4 and later", ["R0 !read_ok"], path: ["0: R1=ctx() R10=fp0", "0: (95) exit"],
        summary: "the program ends without a result")
    ])

  private static let unread = MessageFormat("R0 !read_ok")

  /// The variable that a line returns as it is: `ret` of `return ret;`.
  private static func returned(_ line: String) -> String? {
    guard let range = line.firstRange(of: "return ") else { return nil }
    let name = line[range.upperBound...].prefix { $0 != ";" }.filter { $0 != " " && $0 != "(" && $0 != ")" }
    let isName = name.utf8.allSatisfy(SourceNames.isWord) && !(name.first?.isNumber ?? true)
    // Names in capitals are constants.
    return isName && name.contains { $0.isLowercase } ? name : nil
  }

  /// An exit with nothing in r0.
  public static func explain(_ rejection: Rejection) -> Explained? {
    guard rejection.messages.contains(where: { unread.match($0) != nil }), let step = rejection.failingStep,
      rejection.trace.steps[step].instruction?.kind == .exit
    else { return nil }
    let isMain = rejection.digest.globalFunction == nil
    let name = isMain ? rejection.program?.name : rejection.digest.globalFunction
    let who = isMain ? "the program" : "the global function"
    var told = explained("\(who)\(name.map { " \($0)" } ?? "") ends without a result")
    told.related = []
    if let place = rejection.wayOut("returns what has no value on this path"), let text = place.text,
      let variable = returned(text)
    {
      told.summary = "\(who)\(name.map { " \($0)" } ?? "") returns `\(variable)`, which has no value on this path"
      told.advice = "give `\(variable)` a value where it is declared"
      told.primary = place
      told.fixPlace = rejection.localDeclaration(
        variable, before: step, "`\(variable)` is declared here, without a value")
      return told
    }
    told.primary = rejection.span(step, "ends here with nothing returned")
    told.fixPlace = name.flatMap { rejection.declaration($0, "has to return a number on every path") }
    if case .clobbered(let call) = rejection.trace.definition(of: 0, before: step),
      let callee = rejection.trace.steps[call].callee
    {
      told.related = [rejection.span(call, "\(callee) returns nothing")]
    }
    return told
  }
}
