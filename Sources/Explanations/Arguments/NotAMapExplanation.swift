import BPFObject
import Findings

/// Something else where a map belongs.
public enum NotAMapExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1604", title: "a call wants a map and gets something else",
    why: """
      A map is named in the program by its address, which the loader replaces with the map that it made. A pointer that \
      was read from memory, a value in a map, or a variable that was never declared a map is none.
      """,
    fix: "pass the address of a variable declared in SEC(\".maps\"), or what a lookup in a map of maps returned",
    causes: [
      "The declaration lacks SEC(\".maps\"): the compiler made an ordinary variable of it.",
      "What a lookup in a plain map returned is passed on as if it were a map: only maps of maps hold maps.",
      "The map's address went through memory or a table of pointers.",
      "The arguments are in the wrong order: the key first.",
      "The object was loaded without relocating its maps.",
    ],
    repair: .init(
      before: "struct {\n    __uint(type, BPF_MAP_TYPE_HASH);\n    ...\n} counts;",
      after: "struct {\n    __uint(type, BPF_MAP_TYPE_HASH);\n    ...\n} counts SEC(\".maps\");"),
    seeAlso: ["A1613", "A1601"],
    examples: [
      .init(
        "5.4 and later", ["R1 type=map_value expected=map_ptr"], path: ["5: (85) call bpf_map_lookup_elem#1"],
        summary: "bpf_map_lookup_elem wants a map and gets a pointer into a map's value"),
      .init(
        "5.4 to 5.17", ["R1 type=inv expected=map_ptr"], summary: "the call wants a map and gets a number"),
      .init(
        "6.10 and later", ["pointer in R1 isn't map pointer"], summary: "the call wants a map and gets something else"),
    ])

  private static let kernelFunction = MessageFormat("pointer in %w isn't map pointer")

  /// No map.
  public static func explain(_ rejection: Rejection) -> Explained? {
    let register: Int?
    let words: String
    if let argument = RefusedArgument(rejection), case .map = argument.wants {
      register = argument.number
      words = argument.words
    } else if let captures = rejection.first(of: [kernelFunction]) {
      register = Int(captures[0].dropFirst())
      words = register.flatMap { rejection.argumentText($0) }.map { "`\($0)`" } ?? "something else"
    } else {
      return nil
    }
    let callee = rejection.refusedCall?.callee ?? "the call"
    var explained = explained("\(callee) wants a map and gets \(words)")
    explained.register = register
    explained.label = "argument\(register.map { " \($0)" } ?? "") has to be a map, not \(words)"
    if let text = register.flatMap({ rejection.argumentText($0) }).map(RefusedArgument.withoutCasts),
      text.hasPrefix("&"),
      let object = rejection.object
    {
      let name = String(text.dropFirst())
      if object.map(named: name) == nil,
        let place = rejection.declaration(name, "declared without SEC(\".maps\"): a variable, no map")
      {
        explained.summary = "\(callee) wants a map, and `\(name)` is a variable: its declaration lacks SEC(\".maps\")"
        explained.advice = "declare `\(name)` with SEC(\".maps\")"
        explained.fixPlace = place
      }
    }
    return explained
  }
}
