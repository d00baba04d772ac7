import BPF
import Findings
import VerifierLog

/// Memory other than a map value, accessed at a fixed place behind its end.
public enum MemoryTooSmallExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1208", title: "memory is smaller than what is accessed of it",
    why: """
      A ring buffer reservation, a slice of a dynptr, a map's key in a callback or what a global function's pointer argument \
      points to has a size that is known when the program is loaded. What is read or written of it has to lie inside.
      """,
    fix: "ask for as many bytes as are used: `sizeof(*record)`, not the size of the pointer or of another type",
    causes: [
      "`sizeof(record)` of a pointer is 8, whatever it points to",
      "the record grew, and the reservation still asks for the old size",
      "a global function takes `char *` and reads more than one byte through it: its argument's type is its size",
      "a slice of a dynptr is as long as the constant passed to bpf_dynptr_slice, not as long as the packet",
    ],
    repair: .init(
      before: "struct event *event = bpf_ringbuf_reserve(&events, sizeof(event), 0);",
      after: "struct event *event = bpf_ringbuf_reserve(&events, sizeof(*event), 0);"),
    seeAlso: ["A1202", "A1207", "A1210"],
    examples: [
      .init(
        "5.8 and later",
        ["invalid access to memory, mem_size=8 off=8 size=8", "R6 min value is outside of the allowed memory range"],
        summary: "8 bytes are accessed at offset 8 of memory that has 8"),
      .init(
        "5.13 and later",
        [
          "invalid access to map key, key_size=4 off=4 size=4", "R2 min value is outside of the allowed memory range",
        ], summary: "4 bytes are accessed at offset 4 of a map key that has 4"),
      .init(
        "7.1 and later",
        [
          "invalid access to context, ctx_size=16 off=16 size=8", "R1 min value is outside of the allowed memory range",
        ], summary: "8 bytes are accessed at offset 16 of a context that has 16"),
      .init(
        "5.8 and later", ["R6 min value is outside of the allowed memory range"],
        summary: "an access begins outside of the memory that it goes to"),
    ])

  /// An access past the end of memory, of which no variable is the cause.
  public static func explain(_ rejection: Rejection) -> Explained? {
    guard let access = RegionAccess(rejection.messages), access.complaint == nil || access.complaint == .minimum,
      (access.offset ?? 0) >= 0, access.size != 0, access.region != .mapValue, access.region != .packet,
      !rejection.messages.contains(where: { $0.hasPrefix("Caller passes invalid args into") }),
      !HelperSizeTooLargeExplanation.fits(access, rejection)
    else { return nil }
    let register = access.register ?? rejection.addressRegister
    guard rejection.steppedIndex(of: register) == nil, rejection.steppedPointer(of: register) == nil else { return nil }
    guard let size = access.size, let offset = access.offset, let has = access.regionSize else {
      var result = explained("an access begins outside of the memory that it goes to")
      result.register = register
      return result
    }
    let noun =
      switch access.region {
      case .mapKey: "a map key"
      case .context: "a context"
      default: "memory"
      }
    let verb = rejection.failingWrites.map { $0 ? "written" : "read" } ?? "accessed"
    let are = "\(RegionAccess.bytes(size)) \(size == 1 ? "is" : "are") \(verb)"
    var result = explained("\(are) at offset \(offset) of \(noun) that has \(has)")
    result.register = register
    let what = rejection.accessed(through: register)
    result.label = "\(are) at offset \(offset) here\(what.map { ", through \($0)" } ?? ""); there are \(has)"
    if let call = source(of: register, rejection) {
      result.advice =
        "ask \(call.name) for at least \(RegionAccess.bytes(max(0, access.end ?? 0))): "
        + "`sizeof(*pointer)`, not `sizeof(pointer)`"
      result.related = rejection.story(
        of: register,
        and: [StoryEvent(step: call.step, label: "\(call.name) gives \(RegionAccess.bytes(has)) here", weight: .lost)],
        besides: rejection.span(rejection.failingStep ?? 0, ""))
    } else if access.region == .memory {
      result.advice =
        "use a pointer to as many bytes as are accessed; a global function's argument has the size of its type"
      if let function = rejection.trace.globalFunction {
        result.fixPlace = rejection.declaration(
          function, "`\(function)` is verified by itself: its argument leads to \(RegionAccess.bytes(has))")
      }
    }
    return result
  }

  /// The call that gave the memory.
  private static func source(of register: Int?, _ rejection: Rejection) -> (step: Int, name: String)? {
    guard let register, let failing = rejection.failingStep else { return nil }
    var (current, before) = (register, failing)
    for _ in 0..<8 {
      let origin = rejection.trace.origin(of: current, before: before)
      guard case .instruction(let step) = origin.definition else { return nil }
      if case .arithmetic(_, _, let target, let operand)? = rejection.trace.steps[step].instruction?.kind {
        guard case .immediate = operand else { return nil }
        (current, before) = (Int(target), step)
        continue
      }
      guard let name = rejection.trace.steps[step].callee else { return nil }
      return (step, name)
    }
    return nil
  }
}
