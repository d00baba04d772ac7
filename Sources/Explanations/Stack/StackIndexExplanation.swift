import Analysis
import BPF
import Findings
import VerifierLog

/// A stack array used at a place that a variable chooses, and that may be outside of it.
public enum StackIndexExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1005", title: "a stack array is used at an index that may be outside of it",
    why: """
      A local array may be indexed by a variable when the verifier knows a least and a greatest value for it, and both ends \
      lie in the frame. It does not know where one variable of the frame ends and the next begins, but the frame's own \
      ends it keeps. Before 5.12 such an index may not be used for writing at all.
      """,
    fix: "bound the index by the array's size right before it is used: `if (i >= sizeof(array)) return 0;` or a mask",
    causes: [
      "an index or length is used without a check, or with a check on another copy of it",
      "a length that may be as large as the array is used as an index: the last place is one less",
      "the index is signed and only its upper end is checked",
      "a string's length as a helper returned it is used to end the string: `name[length] = 0`",
    ],
    repair: .init(
      before: """
        long n = bpf_probe_read_kernel_str(name, sizeof(name), source);

        name[n] = '!';
        """,
      after: """
        long n = bpf_probe_read_kernel_str(name, sizeof(name), source);

        if (n < 0 || n >= sizeof(name))
            return 0;
        name[n] = '!';
        """),
    seeAlso: ["A1001", "A1006", "A1056", "A1059"],
    examples: [
      .init(
        "5.12 and later", ["invalid unbounded variable-offset write to stack R2"],
        summary: "a stack array is written at an index that nothing bounds"),
      .init(
        "5.12 to 6.12", ["invalid unbounded variable-offset indirect access to stack R2"],
        summary: "a stack array is handed to a helper at an index that nothing bounds"),
      .init(
        "5.12 to 6.1", ["invalid variable-offset read from stack R1 var_off=(0xfffffffffffffff0; 0x1f) size=1"],
        summary: "a stack array is read at an index that may be outside of the frame"),
      .init(
        "6.12 and later", ["invalid variable-offset write to stack R1 var_off=(0x0; 0xff) off=-16 size=1"],
        summary: "a stack array is written at an index that may be outside of the frame"),
      .init(
        "5.4 to 5.11", ["variable stack access var_off=(0xfffffffffffffff0; 0x1c) off=-16 size=4"],
        summary: "a stack array is used at a variable index, which kernels before 5.12 do not follow"),
      .init(
        "5.4 to 5.11", ["R2 unbounded indirect variable offset stack access"],
        summary: "a stack array is handed to a helper at an index that nothing bounds"),
      .init(
        "5.4 to 5.11", ["R2 max value is outside of stack bound"],
        summary: "a stack array is handed to a helper at an index that may be outside of the frame"),
      .init(
        "5.4 to 5.11", ["R2 min value is outside of stack bound"],
        summary: "a stack array is handed to a helper at an index that may be outside of the frame"),
      .init(
        "5.12 and later",
        ["variable offset stack pointer cannot be passed into helper function; var_off=(0x0; 0xf) off=-16 size=8"],
        summary: "a stack array is handed to a helper at a variable place"),
    ])

  private static let unbounded = MessageFormat("invalid unbounded variable-offset%sstack %w")
  private static let outside = MessageFormat("invalid variable-offset%sstack %w")
  private static let formats: [(format: MessageFormat, summary: String)] = [
    (
      MessageFormat("variable stack access var_off="),
      "a stack array is used at a variable index, which kernels before 5.12 do not follow"
    ),
    (
      MessageFormat("R%d unbounded indirect variable offset stack access"),
      "a stack array is handed to a helper at an index that nothing bounds"
    ),
    (
      MessageFormat("R%d max value is outside of stack bound"),
      "a stack array is handed to a helper at an index that may be outside of the frame"
    ),
    (
      MessageFormat("R%d min value is outside of stack bound"),
      "a stack array is handed to a helper at an index that may be outside of the frame"
    ),
    (
      MessageFormat("variable offset stack pointer cannot be passed into helper function"),
      "a stack array is handed to a helper at a variable place"
    ),
  ]

  /// An index that leaves the frame, or that nothing keeps in it.
  public static func explain(_ rejection: Rejection) -> Explained? {
    for message in rejection.messages {
      if let words = unbounded.match(message) {
        return told(verb(words[0]), "at an index that nothing bounds", Int(words[1].dropFirst()), rejection)
      }
      if let words = outside.match(message) {
        return told(
          verb(words[0]), "at an index that may be outside of the frame", Int(words[1].dropFirst()), rejection)
      }
      for (format, summary) in formats where format.match(message) != nil { return explained(summary) }
    }
    return nil
  }

  private static func verb(_ access: Substring) -> String {
    if access.contains("write") { return "is written" }
    if access.contains("read") { return "is read" }
    return "is handed to a helper"
  }

  private static func told(_ verb: String, _ place: String, _ register: Int?, _ rejection: Rejection) -> Explained {
    var result = explained("a stack array \(verb) \(place)")
    result.register = register
    guard let register, let step = rejection.failingStep,
      let state = rejection.trace.register(register, before: step), state.hasVariableOffset
    else { return result }
    let written = indexed(register, at: step, rejection)
    let size = written.flatMap { rejection.bytes(ofLocalArray: $0.array, before: step) }
    // 7.3 counts the pointer's own place into its range: the number that moved it says more.
    let index = rejection.index(of: register).flatMap { $0.scale == 1 && $0.isAlone ? $0.range : nil }
    let amount = ValueWords.amount(index ?? state.range)
    result.label = "the place used here is moved by \(amount) bytes"
    guard let written else { return result }
    let bytes = size.map { ", \($0) bytes," } ?? ""
    result.summary = "`\(written.array)`\(bytes) \(verb) at `\(written.index)`, which may be outside of it"
    result.label =
      "`\(written.index)` moves the place by \(amount) bytes\(size.map { "; `\(written.array)` has \($0)" } ?? "")"
    result.advice =
      "compare `\(written.index)` with the number of places in `\(written.array)` right before it is used, on this path"
    return result
  }

  /// The array and its index: `name` and `length` of `name + length`, which a call is given, or of `name[length]`.
  private static func indexed(_ register: Int, at step: Int, _ rejection: Rejection) -> (array: String, index: String)?
  {
    guard rejection.failsInCall, let argument = rejection.argumentText(register) else {
      guard let text = rejection.text(of: step) else { return nil }
      return SourceNames.indexed(in: text)
        ?? SourceNames.onlySubscript(in: text).flatMap { index in
          text.prefix { $0 != "[" }.split { !($0.isLetter || $0.isNumber || $0 == "_") }.last.map {
            (String($0), index)
          }
        }
    }
    let parts = RefusedArgument.withoutCasts(argument).split(separator: "+", maxSplits: 1).map { part in
      part.split(separator: " ").joined(separator: " ")
    }
    guard parts.count == 2, rejection.bytes(ofLocalArray: parts[0], before: step) != nil else {
      return SourceNames.indexed(in: argument)
    }
    return (parts[0], parts[1])
  }
}
