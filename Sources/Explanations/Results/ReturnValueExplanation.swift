import BPFObject
import Findings
import VerifierLog

/// A return value that the program's type does not allow.
public enum ReturnValueExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1401", title: "a return value that the program's type does not allow",
    why: """
      The kernel acts on what a program returns and takes only the values that mean something to it: 0 and 1 for most cgroup \
      programs, 0 for tracing programs at function entry, 0 or a negative error number for LSM. The verifier has to see on \
      every path that the value is one of them.
      """,
    fix: "return constants of the allowed range, or bound the value on every path (`return x ? 1 : 0`)",
    causes: [
      "A number of the program's own, an error code of a helper or a field of the context is returned.",
      "The program was written for another type: XDP_PASS is 2, which no cgroup program may return.",
      "An LSM program returns a positive number, or 1 for \"refuse\".", "A tracing program returns what it counted.",
      "The value is bounded, but in an `int` that the compiler tests in another register than the one returned.",
    ],
    repair: .init(before: "return ctx->user_family;", after: "return ctx->user_family != 0;"),
    seeAlso: ["A1402", "A1404", "A1405"],
    examples: [
      .init(
        "5.4 to 6.7", ["At program exit the register R0 has value (0x2; 0x0) should have been in (0x0; 0x1)"],
        summary: "the program returns 2; allowed is 0 to 1"),
      .init(
        "5.4 to 6.7", ["At program exit the register R0 has value (0x0; 0xffff) should have been in (0x0; 0x1)"],
        summary: "the program returns 0 to 65535; allowed is 0 to 1"),
      .init(
        "5.4 to 6.7", ["At program exit the register R0 has unknown scalar value should have been in (0x0; 0x0)"],
        summary: "the program returns a value that nothing bounds; allowed is 0"),
      .init(
        "6.8 and later", ["At program exit the register R0 has smin=0 smax=65535 should have been in [0, 1]"],
        summary: "the program returns 0 to 65535; allowed is 0 to 1"),
      .init(
        "6.8 and later", ["At program exit the register R0 has smin=2 smax=2 should have been in [0, 1]"],
        summary: "the program returns 2; allowed is 0 to 1"),
      .init(
        "6.8 and later, of an int",
        ["At program exit the register R0 has smin=4294967295 smax=4294967295 should have been in [0, 1]"],
        summary: "the program returns -1; allowed is 0 to 1"),
      .init(
        "6.8 and later", ["At program exit the register R0 has unknown scalar value should have been in [0, 1]"],
        summary: "the program returns a value that nothing bounds; allowed is 0 to 1"),
      .init(
        "6.0 and later, beside the range",
        ["Note, BPF_LSM_CGROUP that attach to void LSM hooks can't modify return value!"],
        summary: "the program has another result than 1, and its LSM hook returns nothing"),
      .init(
        "6.12 and later, LSM", ["At program exit the register R0 has smin=1 smax=1 should have been in [-4095, 0]"],
        summary: "the program returns 1; allowed is -4095 to 0"),
    ])

  private static let void = MessageFormat(
    "Note, BPF_LSM_CGROUP that attach to void LSM hooks can't modify return value!")

  /// A return value out of its range.
  public static func explain(_ rejection: Rejection) -> Explained? {
    for message in rejection.messages {
      guard let range = ReturnedRange(message), range.place == "program exit" else { continue }
      var told = explained("the program returns \(range.has); allowed is \(range.allowed)")
      told.register = 0
      told.primary = rejection.returnSpan("returns \(range.has) here")
      if let meaning = (rejection.program?.section).flatMap({ ReturnMeaning.of(section: $0) }) {
        told.notes = ["of this program's type \(meaning)"]
      }
      if rejection.messages.contains(where: { void.match($0) != nil }) {
        told.notes = ["the LSM hook that it is attached to returns nothing, so there is no result to change"]
      }
      if range.allowed == "0" || range.allowed == "1" { told.advice = "return \(range.allowed) on every path" }
      if range.allowed == "-4095 to 0" {
        told.advice = "return 0 to allow or a negative error number, such as -EPERM, to refuse"
      }
      return told
    }
    guard rejection.messages.contains(where: { void.match($0) != nil }) else { return nil }
    var told = explained("the program has another result than 1, and its LSM hook returns nothing", advice: "return 1")
    told.isGeneral = true
    return told
  }
}
