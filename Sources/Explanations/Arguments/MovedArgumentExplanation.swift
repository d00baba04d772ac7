import BPF
import Findings
import VerifierLog

/// A pointer that was moved, where the call wants it as it came.
public enum MovedArgumentExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1608", title: "a moved pointer is passed where the call wants it as it came",
    why: """
      What is given back, or handed to the kernel as an object, is known by its address: a pointer into its middle is \
      another address. So the call takes the pointer only as the acquiring call or the hook gave it, or as one to a member \
      of the very struct that the call wants.
      """,
    fix: "keep the pointer as it came in a variable of its own, and pass that one",
    causes: [
      "The pointer was advanced while the record was filled, and then submitted.",
      "A member's address is passed for the object: `&event->data` for `event`.",
      "The object was reached as a member inside of another: pass that one, or read the pointer member.",
    ],
    repair: .init(
      before: "event++;\nbpf_ringbuf_submit(event, 0);", after: "bpf_ringbuf_submit(event, 0);"),
    seeAlso: ["A1602"],
    examples: [
      .init(
        "5.19 to 6.7", ["R1 must have zero offset when passed to release func"],
        path: ["5: (85) call bpf_ringbuf_submit#132"],
        summary: "bpf_ringbuf_submit gets a pointer that was moved"),
      .init(
        "6.8 and later", ["R1 must have zero offset when passed to release func or trusted arg to kfunc"],
        path: ["5: (85) call bpf_task_release#81234"], summary: "bpf_task_release gets a pointer that was moved"),
      .init(
        "5.19 and later", ["cannot pass in dynptr at an offset"],
        path: ["5: (85) call bpf_dynptr_read#201"], summary: "bpf_dynptr_read gets a dynptr from its middle"),
    ])

  private static let modified = MessageFormat("dereference of modified %w ptr %r off=")
  private static let format = MessageFormat("%r must have zero offset when passed to release func")
  private static let dynptr = MessageFormat("cannot pass in dynptr at an offset")

  /// A pointer into the middle.
  public static func explain(_ rejection: Rejection) -> Explained? {
    let callee = rejection.refusedCall?.callee ?? "the call"
    // With the offset in it, the message is about any object of the stack.
    if rejection.first(of: [dynptr]) != nil, !rejection.messages.contains(where: { $0.contains("at an offset=") }) {
      return explained(
        "\(callee) gets a dynptr from its middle", advice: "pass the dynptr variable's own address")
    }
    let moved = isRelease(rejection) ? rejection.first(of: [modified]) : nil
    guard let words = rejection.first(of: [format]) ?? moved.map({ Array($0.dropFirst()) }),
      let register = Int(words[0])
    else { return nil }
    let name = rejection.argumentText(register).map { "`\(RefusedArgument.withoutCasts($0))`, " } ?? ""
    var explained = explained("\(callee) gets \(name)a pointer that was moved")
    explained.register = register
    let offset = rejection.failingStep.flatMap { rejection.trace.register(register, before: $0)?.offset } ?? 0
    explained.label =
      "argument \(register) has to point to the object's start"
      + (offset == 0 ? "" : "; it points \(offset) bytes further")
    explained.fixPlace = move(of: register, rejection)
    return explained
  }

  /// Whether the failing call gives something back: up to 6.9 kernels say of it what they say of any moved pointer.
  static func isRelease(_ rejection: Rejection) -> Bool {
    guard rejection.first(of: [modified]) != nil, let callee = rejection.refusedCall?.callee else { return false }
    return ["_submit", "_discard", "_release", "_drop_impl", "_put"].contains(where: callee.hasSuffix)
  }

  /// Where the pointer was moved, when that is another line than the call's.
  private static func move(of register: Int, _ rejection: Rejection) -> LabelledSpan? {
    guard let step = rejection.failingStep,
      case .instruction(let made) = rejection.trace.origin(of: register, before: step).definition,
      case .arithmetic? = rejection.trace.steps[made].instruction?.kind
    else { return nil }
    let place = rejection.span(made, "the pointer is moved here")
    return place.span.isSameLine(as: rejection.span(step, "").span) ? nil : place
  }
}
