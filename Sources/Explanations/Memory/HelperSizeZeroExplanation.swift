import Findings
import VerifierLog

/// A call whose size argument may be 0 where it has to be more.
public enum HelperSizeZeroExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1213", title: "a call is given a size that may be 0",
    why: """
      Most helpers that fill or read memory want at least one byte; only some take a size of 0. The verifier has to see that \
      the size is above 0 on the path to the call.
      """,
    fix: "call only where the size is above 0: `if (size == 0) return 0;`",
    causes: [
      "the size is bounded above and not below: `if (size > N) return`, `size &= N - 1`",
      "the size is a difference of two pointers or numbers that may be equal",
      "a constant 0, or `sizeof` of something without a size",
    ],
    repair: .init(
      before: """
        length &= 0xff;
        bpf_skb_load_bytes(skb, 0, buffer, length);
        """,
      after: """
        length &= 0xff;
        if (length == 0)
            return 0;
        bpf_skb_load_bytes(skb, 0, buffer, length);
        """),
    seeAlso: ["A1211", "A1212"],
    examples: [
      .init(
        "6.8 and later", ["R4 invalid zero-sized read: u64=[0,256]"],
        summary: "the size in argument 4 may be 0"),
      .init("6.8 and later", ["R2 invalid zero-sized read: u64=[0,0]"], summary: "the size in argument 2 is 0"),
      .init(
        "5.4 to 6.7",
        ["invalid access to map value, value_size=256 off=0 size=0"], summary: "a size that a call is given may be 0"),
      .init("5.12 and later", ["invalid zero-sized read"], summary: "a size that a call is given may be 0"),
      .init(
        "5.4 to 5.11", ["invalid stack type R1 off=-16 access_size=0"], summary: "a size that a call is given may be 0"),
      .init(
        "5.4 to 6.7", ["invalid access to memory, mem_size=256 off=0 size=0"],
        summary: "a size that a call is given may be 0"),
      .init(
        "5.4 to 6.7",
        ["invalid access to packet, off=0 size=0, R3(id=0,off=0,r=0)", "R3 offset is outside of the packet"],
        summary: "a size that a call is given may be 0"),
    ])

  private static let zero = MessageFormat("%r invalid zero-sized read: u64=[%d,%d]")
  private static let stack = [
    MessageFormat("invalid zero-sized read"), MessageFormat("invalid stack type %r off=%d access_size=0"),
  ]

  /// A size of 0.
  public static func explain(_ rejection: Rejection) -> Explained? {
    for message in rejection.messages {
      guard let captures = zero.match(message), let register = Int(captures[0]),
        !HelperSizeUnboundedExplanation.isUnbounded(captures)
      else { continue }
      return told(register, isZero: captures[1] == captures[2], rejection)
    }
    if rejection.first(of: stack) != nil {
      guard let register = sizeOfStack(rejection) else { return explained("a size that a call is given may be 0") }
      return told(register, isZero: rejection.lastState(of: register)?.constant == 0, rejection)
    }
    guard let access = RegionAccess(rejection.messages), access.region != nil, access.size == 0 else { return nil }
    if let memory = access.register, memory < 5, let size = rejection.lastState(of: memory + 1), size.kind == .scalar {
      return told(memory + 1, isZero: size.constant == 0, rejection)
    }
    return explained("a size that a call is given may be 0")
  }

  /// The argument that is the size of memory on the stack and may be 0: these messages do not name it.
  private static func sizeOfStack(_ rejection: Rejection) -> Int? {
    guard rejection.failsInCall else { return nil }
    return (2...5).first { register in
      guard let size = rejection.lastState(of: register), size.kind == .scalar, size.range.unsignedMinimum == 0 else {
        return false
      }
      return rejection.lastState(of: register - 1)?.kind == .framePointer
    }
  }

  private static func told(_ register: Int, isZero: Bool, _ rejection: Rejection) -> Explained {
    let size = rejection.quotedArgument(register)
    let place = rejection.refusedCall.map { "argument \(register) of \($0.callee)" } ?? "argument \(register)"
    let be = isZero ? "is 0" : "may be 0"
    var result = explained(
      size.map { "\($0), a size passed to \(rejection.calleeName), \(be)" } ?? "the size in \(place) \(be)")
    result.register = register
    if let state = rejection.lastState(of: register), state.kind == .scalar {
      let range = ValueWords.range(state.range)
      result.label = "\(size ?? "the size") is \(range == "any value" ? "any number" : range) here"
    }
    if let size, !isZero { result.advice = "call only where \(size) is above 0" }
    return result
  }
}
