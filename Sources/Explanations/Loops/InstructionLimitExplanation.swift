import Findings
import VerifierLog

/// More instructions walked than the verifier allows.
public enum InstructionLimitExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1103", title: "more instructions walked than the verifier allows",
    why: """
      The verifier walks every path through a program and each round of a loop anew, and stops after 1,000,000 instructions \
      (5.2 and later, with CAP_BPF). The program's own size is another number: a short one with an unbounded loop gets here.
      """,
    fix: """
      bound the loop by a small constant, or write it with bpf_loop (5.17), bpf_for (6.4) or may_goto (6.9), which are not \
      walked round by round
      """,
    causes: [
      "A loop's end depends on a number from a map, the packet or user space, and no constant bounds it.",
      "Two bounded loops are nested: their rounds multiply.",
      "Branches in a loop's body leave different states, which cannot be joined: each round doubles the paths.",
      "A large function is inlined many times, or a loop was unrolled.",
      "The compiler keeps bounds in registers that the verifier has to track through every path.",
    ],
    repair: .init(
      before: "for (__u32 i = 0; i < *limit; i++)\n    sum += work(i);",
      after:
        "static long body(__u32 i, void *sum) { *(__u64 *)sum += work(i); return 0; }\n\nbpf_loop(*limit, body, &sum, 0);"
    ),
    seeAlso: ["A1102", "A1104"],
    examples: [
      .init(
        "5.4 and later", ["BPF program is too large. Processed 1000001 insn"],
        summary: "the verifier gave up after walking 1,000,001 instructions; the limit is 1,000,000"),
      .init(
        "4.4 to 5.1", ["BPF program is too large. Proccessed 131073 insn"],
        summary: "the verifier gave up after walking 131,073 instructions; the limit is 131,072"),
      .init(
        "BCC, of E2BIG", ["bpf: Argument list too long. Program  too large (113 insns), at most 4096 insns"],
        summary: "the verifier gave up (E2BIG): the program's 113 instructions are not too many, but walking them is"),
    ])

  private static let formats = [
    MessageFormat("BPF program is too large. Processed %d insn"),
    MessageFormat("BPF program is too large. Proccessed %d insn"),
  ]

  /// The verifier's own limit. It stops at the first instruction over it.
  public static func explain(_ rejection: Rejection) -> Explained? {
    for message in rejection.messages {
      guard let walked = formats.lazy.compactMap({ $0.numbers(message)?.first }).first, walked > 0 else { continue }
      let told = explained(
        "the verifier gave up after walking \(GroupedDigits(walked)) instructions; "
          + "the limit is \(GroupedDigits(rejection.digest.statistics?.limit ?? walked - 1))")
      return BranchingStory.tell(told, of: rejection)
    }
    guard let (own, _) = ofBCC(rejection), own <= leastLimit else { return nil }
    return explained(
      "the verifier gave up (E2BIG): the program's \(GroupedDigits(own)) instructions are not too many, but walking "
        + "them is")
  }

  /// No kernel has taken fewer instructions than this in a program.
  private static let leastLimit = 4096
  private static let bcc = MessageFormat(
    "bpf: Argument list too long. Program %s too large (%d insns), at most %d insns")

  /// The program's length and BCC's limit, which it names for every E2BIG.
  static func ofBCC(_ rejection: Rejection) -> (own: Int, limit: Int)? {
    for message in rejection.messages {
      guard let words = bcc.match(message), let own = Int(words[1]), let limit = Int(words[2]) else { continue }
      return (own, limit)
    }
    return nil
  }
}
