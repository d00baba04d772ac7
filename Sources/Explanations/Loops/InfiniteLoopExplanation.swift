import Analysis
import Findings
import VerifierLog

/// A loop that comes round in the same state.
public enum InfiniteLoopExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1102", title: "a loop that never ends",
    why: """
      The verifier came to an instruction a second time with nothing changed that it knows of: as far as it can see, the \
      loop goes on for ever.
      """,
    fix: """
      give the loop a counter of its own with a constant end (`for (int i = 0; i < 64; i++)`), changed in every round on \
      every path
      """,
    causes: [
      "The condition's variable is not changed in the loop, or not on a path that `continue`s.",
      "It lives in a map value or a global variable, whose contents the verifier does not track.",
      "It is a number that the verifier knows nothing of from the start, and a step changes nothing about that.",
      "`while (1)` that is left only by a condition on data.",
    ],
    repair: .init(
      before: "while (more) {\n    if (skip)\n        continue;\n    more--;\n}",
      after: "for (int i = 0; i < 64 && more; i++) {\n    if (skip)\n        continue;\n    more--;\n}"),
    seeAlso: ["A1103", "A1104"],
    examples: [
      .init(
        "5.4 and later", ["infinite loop detected at insn 7"],
        summary: "a loop that never ends: instruction 7 is reached again with nothing changed"),
      .init(
        "6.6 and later",
        ["infinite loop detected at insn 0", "cur state: R1=ctx() R10=fp0", "old state: R1=ctx() R10=fp0"],
        summary: "a loop that never ends: instruction 0 is reached again with nothing changed"),
    ])

  private static let format = MessageFormat("infinite loop detected at insn %d")

  /// The first global variable that a condition mentions, with its declaration.
  private static func global(in condition: String, _ rejection: Rejection) -> (name: String, place: LabelledSpan)? {
    let words = condition.split { $0.utf8.first.map { !SourceNames.isWord($0) } ?? true }.map(String.init)
    for name in words where rejection.isVariable(name) {
      if let place = rejection.declaration(name, "`\(name)` is declared here, outside of the function") {
        return (name, place)
      }
    }
    return nil
  }

  /// A state met twice.
  public static func explain(_ rejection: Rejection) -> Explained? {
    for message in rejection.messages {
      guard let numbers = format.numbers(message) else { continue }
      var told = explained("a loop that never ends: instruction \(numbers[0]) is reached again with nothing changed")
      guard let story = LoopStory(rejection, near: numbers[0]) else { return told }
      if let condition = story.condition, condition.contains(where: { !"01() ".contains($0) }), condition != "true" {
        told.summary =
          "a loop that never ends: nothing in it changes whether `\(condition)` holds, as far as the verifier knows"
      } else {
        told.summary = "a loop that never ends, as far as the verifier knows"
      }
      told = story.tell(told)
      told.primary?.label = "comes round again here with nothing changed"
      if let global = story.condition.flatMap({ global(in: $0, rejection) }) {
        told.related?.insert(global.place, at: 0)
        told.notes = [
          "`\(global.name)` is a global variable: it lives in a map, and the verifier does not follow what maps hold"
        ]
      }
      // Where the program is known its loop is told; at which of its instructions a kernel compares states is its own affair.
      if rejection.program == nil, let step = rejection.failingStep {
        let back = rejection.span(step, "the verifier has been here in the same state")
        if back.span.line > 0, !(told.primary?.span.isSameLine(as: back.span) ?? false) {
          told.related?.insert(back, at: 0)
        }
      }
      return told
    }
    return nil
  }
}
