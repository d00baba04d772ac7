import Analysis
import BPFObject
import Findings
import VerifierLog

/// A string argument that has to be constant, and is not.
public enum ConstantStringExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1611", title: "a string argument is not a constant string in read-only memory",
    why: """
      The verifier reads the string itself while it checks the program: a format's conversions, a name's end. So the \
      string has to be in memory that nobody can change afterwards, at a known place, and to end in a zero. That is \
      .rodata: `static const char text[] = "..."`, or a literal.
      """,
    fix: "declare the string `static const char text[] = \"...\"`, so that it lies in .rodata",
    causes: [
      "The string is an array on the stack: `char format[] = \"...\"` in a function.",
      "A global string lacks `const`: it lies in .data, which may change.",
      "The array has no room for the zero at its end.",
      "The string is chosen at run time, or indexed by a variable.",
      "The map with the string is not frozen: only .rodata and maps made with BPF_F_RDONLY_PROG and frozen count.",
    ],
    repair: .init(
      before: "char wanted[] = \"init\";\nbpf_strncmp(name, sizeof(name), wanted);",
      after: "static const char wanted[] = \"init\";\nbpf_strncmp(name, sizeof(name), wanted);"),
    seeAlso: ["A1610", "A1612"],
    examples: [
      .init(
        "5.13 and later", ["R3 type=fp expected=map_value"], path: ["5: (85) call bpf_strncmp#182"],
        summary: "bpf_strncmp wants a constant string and gets one on the stack"),
      .init(
        "5.13 and later", ["R3 type=scalar expected=map_value"], path: ["5: (85) call bpf_snprintf#165"],
        summary: "bpf_snprintf wants a constant string and gets a number"),
      .init(
        "5.13 and later", ["R3 does not point to a readonly map'"], path: ["5: (85) call bpf_strncmp#182"],
        summary: "bpf_strncmp wants a constant string and gets one that may change"),
      .init(
        "5.13 and later", ["R3 is not a constant address'"], path: ["5: (85) call bpf_strncmp#182"],
        summary: "bpf_strncmp wants a constant string and gets one at a computed place"),
      .init(
        "5.13 and later", ["string is not zero-terminated"], path: ["5: (85) call bpf_strncmp#182"],
        summary: "bpf_strncmp gets a string without a zero at its end"),
      .init(
        "5.13 and later", ["no direct value access support for this map type"],
        path: ["5: (85) call bpf_strncmp#182"],
        summary: "bpf_strncmp gets a string in a map whose values the verifier cannot read"),
      .init(
        "5.13 and later", ["direct value access on string failed"], path: ["5: (85) call bpf_strncmp#182"],
        summary: "bpf_strncmp gets a string in a map whose values the verifier cannot read"),
      .init(
        "7.1 and later", ["R3 points to insn_array map which cannot be used as const string"],
        path: ["5: (85) call bpf_strncmp#182"],
        summary: "bpf_strncmp gets a string in a map whose values the verifier cannot read"),
      .init(
        "6.8 and later", ["arg#1 doesn't point to a const string"], path: ["5: (85) call bpf_get_file_xattr#71234"],
        summary: "bpf_get_file_xattr wants a constant string and gets something else"),
      .init(
        "7.2 and later", ["R2 doesn't point to a const string"], path: ["5: (85) call bpf_get_file_xattr#71234"],
        summary: "bpf_get_file_xattr wants a constant string and gets something else"),
    ])

  private static let changing = MessageFormat("%r does not point to a readonly map")
  private static let computed = MessageFormat("%r is not a constant address")
  private static let unterminated = MessageFormat("string is not zero-terminated")
  private static let unreadable = [
    MessageFormat("no direct value access support for this map type"),
    MessageFormat("direct value access on string failed"),
    MessageFormat("%r points to insn_array map which cannot be used as const string"),
  ]
  private static let kernelFunction = [
    MessageFormat("%r doesn't point to a const string"), MessageFormat("arg#%d doesn't point to a const string"),
  ]
  /// The helpers with a constant string, and which argument it is.
  private static let strings = ["bpf_strncmp": 3, "bpf_snprintf": 3]

  /// Whether a helper's argument is a constant string.
  static func isString(_ number: Int, of callee: String) -> Bool { strings[callee] == number }

  /// A string that the verifier cannot read, or that may change.
  public static func explain(_ rejection: Rejection) -> Explained? {
    let callee = rejection.refusedCall?.callee ?? "the call"
    if let argument = RefusedArgument(rejection), isString(argument.number, of: callee) {
      let isStack = argument.type == "fp"
      return tell(
        rejection, argument.number,
        "\(callee) wants a constant string and gets \(isStack ? "one on the stack" : argument.words)",
        "it is on the stack, and has to be in .rodata")
    }
    if let words = rejection.first(of: [changing]) {
      return tell(
        rejection, Int(words[0]), "\(callee) wants a constant string and gets one that may change",
        "it may be changed at run time, and has to be in .rodata")
    }
    if let words = rejection.first(of: [computed]) {
      return tell(
        rejection, Int(words[0]), "\(callee) wants a constant string and gets one at a computed place",
        "where it lies is not known before the program runs", advice: "branch, and pass each string by its own name")
    }
    if rejection.first(of: [unterminated]) != nil {
      return tell(
        rejection, strings[callee], "\(callee) gets a string without a zero at its end", "no zero ends this array",
        advice: "leave room for the zero: `static const char text[] = \"...\"` counts it")
    }
    if rejection.first(of: unreadable) != nil {
      return tell(
        rejection, strings[callee], "\(callee) gets a string in a map whose values the verifier cannot read",
        "it lies in a map of another kind than .rodata")
    }
    for (index, format) in kernelFunction.enumerated() {
      guard let words = rejection.first(of: [format]), let number = Int(words[0]), number < 16 else { continue }
      return tell(
        rejection, number + index, "\(callee) wants a constant string and gets something else",
        "it has to be in .rodata")
    }
    return nil
  }

  private static func tell(
    _ rejection: Rejection, _ register: Int?, _ summary: String, _ label: String, advice: String? = nil
  ) -> Explained {
    var explained = explained(summary, advice: advice)
    explained.register = register
    explained.label = register.map { "argument \($0) is the string" }
    // The declaration is where it is put right: no instruction makes a string in .rodata or .data.
    guard let text = register.flatMap({ rejection.argumentText($0) }).map(RefusedArgument.withoutCasts),
      text.utf8.allSatisfy(SourceNames.isWord)
    else { return explained }
    explained.fixPlace = rejection.variablePlace(text, label)
    return explained
  }
}
