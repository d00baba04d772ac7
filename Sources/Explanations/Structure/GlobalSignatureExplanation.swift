import VerifierLog
import Findings

/// An argument of a global function of a type that the verifier cannot check by itself.
public enum GlobalSignatureExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1813", title: "a global function has an argument of a type that cannot be checked by itself",
    why: """
      A function that is not static is verified once, by itself, for any arguments that its types allow. So each argument has \
      to be a number, the context, or a pointer to something of a known size (5.13); kernel objects, dynptrs and the like need \
      a tag (`__arg_trusted`, `__arg_ctx`, 6.8 and later). Structs by value, pointers to pointers, to void or to char strings \
      of unknown length cannot be checked.
      """,
    fix:
      "make the function static, so that it is verified at each call with what is passed there; or change the argument's type",
    causes: [
      "`static` was forgotten: an ordinary helper function became a global one",
      "`void *`, `char **` or a pointer to an incomplete struct is passed",
      "a struct is passed by value",
      "a kernel object is passed without `__arg_trusted`",
      "`static` is there, but the function is `__weak` or hidden behind an alias",
    ],
    repair: .init(
      before: "__noinline int parse(void *data, void *data_end)",
      after: "static __noinline int parse(void *data, void *data_end)"),
    seeAlso: ["A1403", "A1815", "A1816", "A1817", "A1641"],
    examples: [
      .init(
        "5.6 and later", ["Arg#1 type PTR in parse() is not supported yet."],
        summary: "argument 2 of parse, a global function, is a pointer of a kind that cannot be checked by itself"),
      .init(
        "5.6 and later", ["Arg#0 type STRUCT in parse() is not supported yet."],
        summary: "argument 1 of parse, a global function, is a struct, which cannot be checked by itself"),
      .init(
        "7.0 and later", ["arg#1 has type PTR 'x', but only struct or primitive types are allowed"],
        summary: "argument 2 of a global function is a pointer of a kind that cannot be checked by itself"),
      .init(
        "5.6 and later", ["Invalid type of function parse()"],
        summary: "parse has no valid function type in the object's BTF"),
      .init(
        "5.6 and later", ["Global functions need valid BTF"],
        summary: "the program has a global function, and the object no valid type information for it"),
      .init(
        "5.6 and later", ["BTF of func#1 doesn't point to KIND_FUNC"],
        summary: "function 1 has no valid function type in the object's BTF"),
    ])

  private static let unsupported = MessageFormat("Arg#%d type %w in %w() is not supported yet.")
  private static let caller = MessageFormat("Caller passes invalid args into func#%d ('%w')")
  private static let primitive = MessageFormat("arg#%d has type %w '%s', but only struct or primitive")
  private static let invalid = MessageFormat("Invalid type of function %w()")
  /// What kernels up to 6.7 say when the function is verified by itself.
  private static let unsized = MessageFormat("arg#%d reference type('%s') size cannot be determined")
  private static let function = MessageFormat("BTF of func#%d doesn't point to KIND_FUNC")

  /// An argument that cannot be checked.
  public static func explain(_ rejection: Rejection) -> Explained? {
    for message in rejection.messages {
      if let words = unsupported.match(message), let index = Int(words[0]) {
        let name = String(words[2])
        return told(
          "argument \(index + 1) of \(name), a global function, is \(noun(words[1]))", name, rejection)
      }
      if let words = primitive.match(message), let index = Int(words[0]) {
        return told("argument \(index + 1) of a global function is \(noun(words[1]))", nil, rejection)
      }
      if let words = invalid.match(message) {
        return told("\(words[0]) has no valid function type in the object's BTF", String(words[0]), rejection)
      }
      if message.hasPrefix("Global functions need valid BTF") {
        return told(
          "the program has a global function, and the object no valid type information for it", nil, rejection)
      }
      if let name = rejection.digest.globalFunction, let index = unsized.match(message).flatMap({ Int($0[0]) }) {
        return told(
          "argument \(index + 1) of \(name), a global function, points to a type whose size is not known", name,
          rejection)
      }
      if let words = function.match(message) {
        return told("function \(words[0]) has no valid function type in the object's BTF", nil, rejection)
      }
    }
    // What the kernel says of the parameter is said of functions that are not global, too, and left out as noise: with
    // nothing else beside the caller's line, the declaration tells.
    guard rejection.messages.count == 1, let name = caller.match(rejection.messages[0])?[1],
      let parameter = rejection.uncheckableParameter(of: String(name))
    else { return nil }
    return told(
      "argument \(parameter.index + 1) of \(name), a global function, is \(parameter.words)", String(name), rejection)
  }

  private static func noun(_ kind: Substring) -> String {
    switch kind {
    case "PTR": "a pointer of a kind that cannot be checked by itself"
    case "STRUCT", "UNION": "a \(kind.lowercased()), which cannot be checked by itself"
    default: "of a type (\(kind)) that cannot be checked by itself"
    }
  }

  private static func told(_ summary: String, _ function: String?, _ rejection: Rejection) -> Explained {
    var result = explained(summary)
    guard let function = function ?? rejection.onlyGlobalFunction else { return result }
    let declaration = rejection.declaration(function, "\(function) is global: it is verified by itself")
    result.related = []
    if rejection.failingStep == nil {
      // Up to 6.7 it is refused before any call of it is walked.
      let use = rejection.firstUse(of: function).flatMap { rejection.span(ofSlot: $0, "\(function) is used here") }
      result.primary = use ?? declaration
      result.fixPlace = use == nil ? nil : declaration
    } else {
      result.label = "\(function) is called here"
      result.fixPlace = declaration
    }
    return result
  }
}
