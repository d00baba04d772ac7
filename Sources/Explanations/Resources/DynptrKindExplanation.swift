import Findings
import VerifierLog

/// A dynptr of a kind that the function does not take, or that may not be changed.
public enum DynptrKindExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1743", title: "a dynptr of another kind than the call takes",
    why: """
      Dynptrs over memory, ring buffer records, packets and files are told apart: a ring buffer's is submitted or \
      discarded, others are not. One that the kernel passes to a callback is the kernel's: it may be read and written \
      through, not changed or released. bpf_dynptr_from_mem takes memory of map values only.
      """,
    fix: "pass the dynptr of the kind that the function is for",
    causes: [
      "bpf_ringbuf_submit_dynptr gets a dynptr that bpf_dynptr_from_mem made.",
      "The callback of bpf_user_ringbuf_drain passes its dynptr to a function that changes or releases it.",
      "bpf_dynptr_from_mem is given the stack or a packet.",
    ],
    wordings: [
      .init(
        "5.19 to 7.1", "Expected a dynptr of type %w as arg #%d", "the call takes a dynptr of type {0} as its argument"),
      .init(
        "7.2 and later", "Expected a dynptr of type %w as %s", "the call takes a dynptr of type {0} as its argument"),
      .init(
        "6.2 to 7.1", "cannot pass pointer to const bpf_dynptr, the helper mutates it",
        "the call would change a dynptr that is the kernel's"),
      .init(
        "6.2 to 7.1", "cannot release unowned const bpf_dynptr", "the call would release a dynptr that is the kernel's"),
      .init(
        "7.2 and later", "CONST_PTR_TO_DYNPTR cannot be released",
        "the call would release a dynptr that is the kernel's"),
      .init(
        "5.19 and later", "Unsupported reg type %w for bpf_dynptr_from_mem data",
        "bpf_dynptr_from_mem takes memory of a map value, not {0}"),
    ], seeAlso: ["A1741"],
    examples: [
      .init(
        "5.19 to 7.1", ["Expected a dynptr of type ringbuf as arg #0"],
        summary: "the call takes a dynptr of type ringbuf as its argument"),
      .init(
        "7.2 and later", ["Expected a dynptr of type ringbuf as R1"],
        summary: "the call takes a dynptr of type ringbuf as its argument"),
      .init(
        "6.2 to 7.1", ["cannot pass pointer to const bpf_dynptr, the helper mutates it"],
        summary: "the call would change a dynptr that is the kernel's"),
      .init(
        "6.2 to 7.1", ["cannot release unowned const bpf_dynptr"],
        summary: "the call would release a dynptr that is the kernel's"),
      .init(
        "7.2 and later", ["CONST_PTR_TO_DYNPTR cannot be released"],
        summary: "the call would release a dynptr that is the kernel's"),
      .init(
        "5.19 and later", ["Unsupported reg type fp for bpf_dynptr_from_mem data"],
        summary: "bpf_dynptr_from_mem takes memory of a map value, not the stack"),
    ])

  private static let memory = MessageFormat("Unsupported reg type %w for bpf_dynptr_from_mem data")

  /// Memory of another kind than a map value's.
  private static func tell(memory type: Substring, _ explained: Explained, _ rejection: Rejection) -> Explained {
    var told = explained
    let what = ["fp": "the stack", "pkt": "the packet", "ctx": "the context"][String(type)] ?? "\(type)"
    told.summary = "bpf_dynptr_from_mem takes memory of a map value, not \(what)"
    told.advice =
      type == "pkt"
      ? "use bpf_dynptr_from_skb or bpf_dynptr_from_xdp" : "pass memory of a map value or a global variable"
    told.register = 1
    guard let argument = rejection.argumentText(1) else { return told }
    told.label = "`\(argument)` is \(what)"
    told.fixPlace = rejection.failingStep.flatMap { rejection.localDeclaration(argument, before: $0, "declared here") }
    return told
  }

  /// A dynptr of the wrong kind.
  public static func explain(_ rejection: Rejection) -> Explained? {
    let isUnacquired = rejection.messages.contains { DynptrUnsetExplanation.isUnacquired($0, rejection) }
    let unreferenced =
      isUnacquired && DynptrUnsetExplanation.isOfOtherKind(rejection)
      ? explained("the call releases a dynptr that holds nothing to release") : nil
    guard var told = worded(rejection) ?? unreferenced else { return nil }
    if let callee = rejection.refusedCall?.callee {
      told.summary = told.summary.replacing("the call ", with: "\(callee) ")
    }
    if let words = rejection.messages.lazy.compactMap({ memory.match($0) }).first {
      return tell(memory: words[0], told, rejection)
    }
    guard let step = rejection.failingStep, let name = DynptrArgument.name(at: step, of: rejection) else {
      told.register = 1
      return told
    }
    told.label = "`\(name)` is passed here"
    told.related =
      DynptrArgument.newestCall(naming: name, where: DynptrArgument.isMaking, of: rejection)
      .map { [rejection.span($0, "\(rejection.trace.steps[$0].callee ?? "a call") makes `\(name)` here")] } ?? []
    return told
  }
}
