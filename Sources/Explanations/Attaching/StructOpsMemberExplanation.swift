import BPFObject
import Findings
import VerifierLog

/// A member of a struct_ops that the kernel does not let a program be.
public enum StructOpsMemberExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1880", title: "a struct_ops member that this kernel does not take a program for",
    why: """
      A subsystem says which members of its table may be programs, and of what form: others must stay empty, may not sleep, \
      or need what the JIT does not have. It is asked when the program is loaded.
      """,
    fix: "leave the member out of the table, or load it on a kernel whose subsystem takes it",
    causes: [
      "A member that the subsystem keeps for itself: tcp_congestion_ops.get_info, sched_ext_ops members of a later release.",
      "The subsystem's module is not loaded, or the kernel is built without it.",
      "A sleepable program (struct_ops.s) for a member that may not sleep.",
      "A member with a reference argument (__ref) in a program that tail-calls.",
    ],
    repair: .init(
      before: "struct tcp_congestion_ops mine = { .get_info = (void *)mine_info, };",
      after: "struct tcp_congestion_ops mine = { .ssthresh = (void *)mine_ssthresh, };"),
    wordings: [
      .init(
        "5.6 and later", "attach to unsupported member %w of struct %w",
        "struct {1} takes no program as its {0} in this kernel"),
      .init(
        "5.6 and later", "attach to invalid member %w(@idx %d) of struct %w", "member {0} of struct {2} is no function"),
      .init(
        "5.6 and later", "attach to invalid member idx %d of struct %w", "struct {1} has no member {0} in this kernel"),
      .init(
        "6.9 and later", "struct_ops module %w is not found", "module {0}, which provides the struct_ops, is not loaded"
      ),
      .init(
        "6.14 and later", "program with __ref argument cannot tail call",
        "the program is given a reference that it has to release, and tail-calls"),
      .init(
        "6.13 and later", "Private stack not supported by jit",
        "the struct_ops needs a private stack, which this JIT does not have"),
    ],
    seeAlso: ["A1914", "A1915"],
    examples: [
      .init(
        "5.6 and later", ["attach to unsupported member get_info of struct tcp_congestion_ops"],
        summary: "struct tcp_congestion_ops takes no program as its get_info in this kernel"),
      .init(
        "5.6 and later", ["attach to invalid member key(@idx 3) of struct tcp_congestion_ops"],
        summary: "member key of struct tcp_congestion_ops is no function"),
      .init(
        "5.6 and later", ["attach to invalid member idx 99 of struct tcp_congestion_ops"],
        summary: "struct tcp_congestion_ops has no member 99 in this kernel"),
      .init(
        "5.6 and later", ["attach_btf_id 12 is not a supported struct"],
        summary: "this kernel does not take kernel type 12 as a struct_ops"),
      .init(
        "6.9 and later", ["struct_ops module bpf_testmod is not found"],
        summary: "module bpf_testmod, which provides the struct_ops, is not loaded"),
      .init(
        "6.14 and later", ["program with __ref argument cannot tail call"],
        summary: "the program is given a reference that it has to release, and tail-calls"),
      .init(
        "6.13 and later", ["Private stack not supported by jit"],
        summary: "the struct_ops needs a private stack, which this JIT does not have"),
    ])

  private static let structure = MessageFormat("attach_btf_id %d is not a supported struct")
  private static let member = MessageFormat("attach to %w member %w")

  /// A member that is not taken.
  public static func explain(_ rejection: Rejection) -> Explained? {
    if let (_, words) = rejection.first(structure), words[0] != "0" {
      return explained(
        "this kernel does not take kernel type \(words[0]) as a struct_ops",
        advice: "use a kernel whose subsystem takes such programs, with its module loaded")
    }
    guard var explained = worded(rejection) else { return nil }
    let name = rejection.program?.name ?? rejection.digest.program ?? ""
    if let (_, words) = rejection.first(member) {
      let member = words[1].prefix { $0 != "(" }
      explained.primary = rejection.programDeclaration("the program for \(member)")
      explained.fixPlace = rejection.codeLine(with: name, "assigned here") { $0.contains(".\(member)") }
    }
    return explained
  }
}
