import BPF
import Findings
import VerifierLog

/// A pointer that is used after the call that gave it back.
public enum UseAfterReleaseExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1704", title: "a pointer is used after it was released",
    why: """
      When an object is released, submitted or handed over, the verifier takes every copy of its pointer for a plain \
      number from then on: the kernel may have given the memory to somebody else. Reading through it, or releasing it once \
      more, is refused.
      """,
    fix: "do what needs the pointer before the call that releases it, and release it once",
    causes: [
      "A field is read after bpf_ringbuf_submit, for a counter or a log line.",
      "A shared cleanup label releases what was already released.",
      "Memory from bpf_dynptr_data is used after the dynptr was submitted.",
      "An object is used after bpf_kptr_xchg or bpf_list_push moved it elsewhere.",
    ],
    repair: .init(
      before: "bpf_ringbuf_submit(e, 0);\ncount(e->kind);",
      after: "count(e->kind);\nbpf_ringbuf_submit(e, 0);"), seeAlso: ["A1701", "A1703"],
    examples: [
      .init(
        "5.18 and later", ["R6 invalid mem access 'scalar'"],
        path: [
          "; e = bpf_ringbuf_reserve(&events, 8, 0);", "2: (85) call bpf_ringbuf_reserve#131",
          "3: R0=ringbuf_mem(ref_obj_id=2,sz=8)",
          "3: (bf) r6 = r0", "4: R6=ringbuf_mem(ref_obj_id=2,sz=8)", "5: (bf) r1 = r6",
          "6: R1=ringbuf_mem(ref_obj_id=2,sz=8)", "6: (b7) r2 = 0",
          "; bpf_ringbuf_submit(e, 0);",
          "7: (85) call bpf_ringbuf_submit#132", "8: R6=scalar()", "; return e->kind;", "8: (61) r0 = *(u32 *)(r6 +0)",
        ], summary: "`e` is used after bpf_ringbuf_submit took it")
    ])

  private static let access = MessageFormat("%r invalid mem access '%w'")
  private static let argument = MessageFormat("%r type=%w expected=")
  private static let again = MessageFormat("release kfunc %w expects referenced PTR_TO_BTF_ID passed to %r")
  /// What else says that an argument is none that the call takes.
  private static let others: [(format: MessageFormat, offset: Int)] = [
    (MessageFormat("arg#%d "), 1), (MessageFormat("%r is not a pointer"), 0),
    (MessageFormat("%r must be "), 0), (MessageFormat("arg %d is an unacquired reference"), 0),
  ]

  /// A use of what a call on the same path took away.
  public static func explain(_ rejection: Rejection) -> Explained? {
    guard let failing = rejection.failingStep else { return nil }
    for message in rejection.messages {
      guard let register = register(in: message), let release = release(of: register, rejection) else { continue }
      let callee = rejection.trace.steps[release].callee ?? "a call"
      let argument =
        rejection.name(of: register).map { "`\($0)`" } ?? rejection.argumentText(register).map { "`\($0)`" }
      let verb =
        rejection.trace.steps[failing].callee.map {
          $0 == callee ? "released again" : takes($0) ? "given to \($0)" : "passed to \($0)"
        } ?? "used"
      var explained = explained("\(argument ?? "a pointer") is \(verb) after \(callee) took it")
      explained.register = register
      explained.label = "\(argument ?? "the pointer") is no pointer any more here"
      explained.related = [rejection.span(release, "\(callee) takes \(argument ?? "it") here")]
      return explained
    }
    return nil
  }

  /// The register that a message calls a number where a pointer is needed.
  private static func register(in message: String) -> Int? {
    for format in [access, argument] {
      guard let words = format.match(message) else { continue }
      return words[1] == "scalar" || words[1] == "inv" ? Int(words[0]) : nil
    }
    if let words = again.match(message) { return Int(words[1]) }
    return others.lazy.compactMap { known in
      known.format.match(message).flatMap { Int($0[0]) }.map { $0 + known.offset }
    }
    .first
  }

  /// The call between the acquisition of the register's value and its use that took it; nil when none did.
  private static func release(of register: Int, _ rejection: Rejection) -> Int? {
    guard let failing = rejection.failingStep else { return nil }
    let trace = rejection.trace
    // Members of what is a number now were reached by adding to it; a pointer that is still one is what it is.
    let isNumber = trace.register(register, before: failing)?.kind == .scalar
    let (register, before) = isNumber ? rejection.calculatedFrom(register, before: failing) : (register, failing)
    let origin = trace.origin(of: register, before: before)
    guard case .instruction(let acquired) = origin.definition, trace.steps[acquired].callee != nil,
      case let state = trace.register(0, after: acquired), state?.kind != .scalar
    else { return nil }
    if isSlice(trace.steps[acquired].callee) { return end(ofSlice: acquired, before: failing, rejection) }
    return (acquired + 1..<failing).last { step in
      guard let callee = trace.steps[step].callee, takes(callee) else { return false }
      // From 7.3 on a reference has no id of its own beside the register's.
      let reference = state?.referenceID ?? state?.id
      return [1, 2].contains { number in
        let passed = trace.register(number, before: step)
        if reference != nil, passed?.referenceID ?? passed?.id == reference { return true }
        // Old kernels print no state there: the value is the same where it has the same origin.
        return trace.origin(of: number, before: step).definition == origin.definition
      }
    }
  }

  /// Whether a function gives the memory behind a dynptr.
  private static func isSlice(_ callee: String?) -> Bool {
    callee == "bpf_dynptr_data" || callee?.hasPrefix("bpf_dynptr_slice") ?? false
  }

  /// The call after which the memory behind a dynptr was no longer the program's: that ended the dynptr or set it up anew.
  private static func end(ofSlice slice: Int, before failing: Int, _ rejection: Rejection) -> Int? {
    guard let name = rejection.argumentName(0, at: slice) else { return nil }
    return (slice + 1..<failing).last { step in
      guard let callee = rejection.trace.steps[step].callee,
        DynptrArgument.isEnding(callee) || DynptrArgument.isMaking(callee)
      else { return false }
      return rejection.call(at: step)?.arguments.contains("&\(name)") ?? false
    }
  }

  private static func takes(_ callee: String) -> Bool {
    [
      "_release", "_submit", "_discard", "_put", "_drop", "_drop_impl", "_destroy", "kptr_xchg", "_push_front_impl",
      "_push_back_impl", "_add_impl", "_put_file", "_xchg",
    ].contains { callee.hasSuffix($0) }
  }
}
