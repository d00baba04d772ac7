import BPF
import BPFObject
import Findings

/// A function that leads back to itself.
public enum RecursionExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1809", title: "a function that calls itself",
    why: """
      The stack of a BPF program is counted before it runs, so no function may lead back to itself, not over others either. \
      Kernels before 7.2 walk the calls until there are too many frames.
      """,
    fix: "turn the recursion into a loop with a bound, with an array for what is still to be visited",
    causes: [
      "a tree or a nested header is walked by a function that calls itself",
      "two functions call each other",
    ],
    repair: .init(
      before: "static __noinline int depth(int n) { return n > 0 ? 1 + depth(n - 1) : 0; }",
      after: "for (i = 0; i < MAX_DEPTH && n > 0; i++)\n    n--;"),
    seeAlso: ["A1004", "A1002"],
    examples: [
      .init(
        "7.2 and later", ["recursive call from walk() to visit()"],
        summary: "walk calls visit, which leads back to walk"),
      .init(
        "7.2 and later", ["recursive call from walk() to walk()"], summary: "walk calls itself"),
    ])

  private static let format = MessageFormat("recursive call from %w() to %w()")
  private static let backEdge = MessageFormat("back-edge from insn %d to %d")
  private static let depth = MessageFormat("the call stack of %d frames is too deep")

  /// A cycle of calls: named by 7.2 and later; before, there are too many frames, and the object shows the cycle.
  public static func explain(_ rejection: Rejection) -> Explained? {
    for message in rejection.messages {
      if let words = format.match(message) {
        return told(words.map(String.init), rejection)
      }
      let isBackEdge = backEdge.numbers(message).map { isCall(atSlot: $0[0], rejection) } ?? false
      if isBackEdge || depth.match(message) != nil, let cycle = rejection.recursion, let program = rejection.program {
        let names = cycle.map { program.subprograms[$0].name }
        return told([names[names.count - 1], names[0]], rejection)
      }
    }
    return nil
  }

  /// Whether the instruction at a slot calls a function of the program.
  static func isCall(atSlot slot: Int, _ rejection: Rejection) -> Bool {
    guard let program = rejection.program, let index = program.slots.instruction(atSlot: slot),
      case .call(.local(_)) = program.instructions[index].kind
    else { return false }
    return true
  }

  private static func told(_ names: [String], _ rejection: Rejection) -> Explained {
    let (caller, callee) = (names[0], names[1])
    var result = explained(
      caller == callee ? "\(caller) calls itself" : "\(caller) calls \(callee), which leads back to \(caller)")
    let site = rejection.callSite(from: caller, to: callee)
    result.primary = site.flatMap { rejection.span(ofSlot: $0, "\(callee) is called again here") }
    result.related = rejection.declaration(callee, "\(callee) begins here").map { [$0] } ?? []
    return result
  }
}
