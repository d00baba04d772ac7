import Findings
import VerifierLog

/// Packet bytes used that no bounds check covers.
public enum PacketBoundsExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1203", title: "packet bytes used without a bounds check that covers them",
    why: """
      A packet may end anywhere. The verifier lets a program use the bytes that a comparison with `data_end` has proven to \
      be there, on this path. Adding a variable to the pointer makes a new pointer, of which nothing is proven: the check \
      has to come after it. Every kernel demands this.
      """,
    fix: "compare the pointer that is used, after its last move, plus the bytes used, with data_end",
    causes: [
      "there is no check, or it covers one header and the next one is read",
      "the check is before the pointer is moved by a variable: by a header's length field, an option's length",
      "the check is of another pointer: `data` is compared, and a pointer made of another read of it is used",
      "the pointer itself is compared and not its end: `if (tcp > end)` proves nothing behind `tcp`; `(void *)(tcp + 1)` is "
        + "meant",
      "the comparison is the wrong way round, so that the bytes are missing on this path",
    ],
    repair: .init(
      before: """
        struct tcphdr *tcp = (void *)ip + ip->ihl * 4;

        if (tcp->syn)
        """,
      after: """
        struct tcphdr *tcp = (void *)ip + ip->ihl * 4;

        if ((void *)(tcp + 1) > data_end)
            return XDP_PASS;
        if (tcp->syn)
        """),
    seeAlso: ["A1204", "A1205", "A1202"],
    examples: [
      .init(
        "5.4 to 7.2",
        ["invalid access to packet, off=26 size=2, R1(id=1,off=26,r=0)", "R1 offset is outside of the packet"],
        summary: "2 bytes of the packet used that no check against data_end covers"),
      .init(
        "7.3",
        [
          "invalid access to packet, off=26 size=2, R1(id=1,off=26,r=0)",
          "R1 min value is outside of the allowed memory range",
        ],
        summary: "2 bytes of the packet used that no check against data_end covers"),
      .init(
        "5.4 and later",
        ["invalid access to packet, off=34 size=4, R5(id=0,off=34,r=34)", "R5 offset is outside of the packet"],
        summary: "the packet's first 38 bytes used, of which 34 are proven to be there"),
      .init(
        "5.4 and later",
        ["invalid access to packet, off=12 size=2, R3(id=2,off=12,r=8)", "R3 offset is outside of the packet"],
        summary: "14 bytes from a moved packet pointer used, of which 8 are proven to be there"),
      .init(
        "5.4 and later", ["R1 offset is outside of the packet"],
        summary: "packet bytes used that no bounds check covers"),
      .init(
        "5.4 and later", ["invalid access to packet, off=-2 size=2, R1(id=0,off=-2,r=14)"],
        summary: "2 bytes before the packet's start used"),
    ])

  private static let access = MessageFormat("invalid access to packet, off=%d size=%d, %w(id=%d,off=%d,r=%d)")
  private static let outside = MessageFormat("%r offset is outside of the packet")

  /// A packet access too far.
  public static func explain(_ rejection: Rejection) -> Explained? {
    for message in rejection.messages {
      guard let captures = access.match(message), captures.count == 6, let offset = Int(captures[0]),
        let size = Int(captures[1]), let id = Int(captures[3]), let proven = Int(captures[5]), size != 0
      else { continue }
      let end = offset.addingReportingOverflow(size)
      guard !end.overflow else { continue }
      let register = captures[2].first == "R" ? Int(captures[2].dropFirst()) : nil
      if let register, unboundedButChecked(register, rejection) != nil { return nil }
      var result = explained(summary(offset, size, end.partialValue, id: id, proven: proven, register, rejection))
      result.register = register
      tell(&result, needed: end.partialValue, proven: proven, isMoved: id != 0, rejection)
      return result
    }
    for message in rejection.messages {
      guard let captures = outside.match(message), RegionAccess(rejection.messages)?.size != 0 else { continue }
      var result = explained("packet bytes used that no bounds check covers")
      result.register = Int(captures[0])
      return result
    }
    return nil
  }

  /// The unbounded number that a pointer was moved by, when a comparison with the packet's end came after the move:
  /// then that number is the cause.
  static func unboundedButChecked(_ register: Int, _ rejection: Rejection) -> RefusedIndex? {
    guard let index = rejection.unboundedPacketMove(of: register),
      rejection.packetChecks(of: register).contains(where: { $0.step > index.moved && $0.isOfSamePointer })
    else { return nil }
    return index
  }

  private static func summary(
    _ offset: Int, _ size: Int, _ end: Int, id: Int, proven: Int, _ register: Int?, _ rejection: Rejection
  ) -> String {
    if offset < 0 { return "\(RegionAccess.bytes(size)) before the packet's start used" }
    let what = rejection.accessed(through: register)
    if proven == 0 {
      let bytes = "\(RegionAccess.bytes(size)) of the packet"
      return what.map { "\($0), \(bytes), is used, and no check against data_end covers it" }
        ?? "\(bytes) used that no check against data_end covers"
    }
    let bytes =
      id == 0
      ? "the packet's first \(RegionAccess.bytes(end))" : "\(RegionAccess.bytes(end)) from a moved packet pointer"
    let used = what.map { "\($0) needs \(bytes)" } ?? "\(bytes) used"
    return "\(used), of which \(proven) \(proven == 1 ? "is" : "are") proven to be there"
  }

  /// Puts the checks that do not suffice into the account.
  private static func tell(
    _ result: inout Explained, needed: Int, proven: Int, isMoved: Bool, _ rejection: Rejection
  ) {
    guard let register = result.register, let step = rejection.failingStep, register <= 10 else { return }
    let name = rejection.name(of: register).map { "`\($0)`" } ?? "the pointer"
    let does =
      rejection.failsInCall ? "\(rejection.calleeName) is handed \(name) here" : rejection.failureLabel(of: nil)
    result.label = does + need(needed, proven: proven, isMoved: isMoved)
    let checks = rejection.packetChecks(of: register)
    var events: [StoryEvent] = []
    let own = checks.filter(\.isOfSamePointer)
    if !own.contains(where: \.hasProven), let stale = rejection.stalePacketCheck {
      let other = stale.name.map { "`\($0)`" } ?? "an address"
      events = [
        StoryEvent(
          step: stale.call.step, label: "\(stale.call.name) may move the packet: \(other) of before is gone after this",
          weight: .lost),
        StoryEvent(
          step: stale.step, label: "this compares with \(other) of before \(stale.call.name): it proves nothing",
          weight: .lost),
      ]
      result.advice = "read \(other) from the context again after \(stale.call.name), and compare with that"
    } else if let best = own.last(where: { $0.hasProven || $0.hasFailed }) ?? own.last {
      events.append(StoryEvent(step: best.step, label: label(best, needed: needed), weight: .lost))
      if best.hasFailed {
        result.notes.append(
          "On this path the comparison with data_end has come out the other way: here the bytes are not known to be there."
        )
      }
    } else if let other = checks.last {
      let proves = other.proven > 0 ? "this check proves \(RegionAccess.bytes(other.proven)), of another pointer" : nil
      events.append(
        StoryEvent(step: other.step, label: proves ?? "this check is of another pointer", weight: .checked))
    } else if let length = rejection.packetLengthCheck {
      events.append(
        StoryEvent(
          step: length, label: "this compares the packet's length, a number: of the pointer it proves nothing",
          weight: .lost))
    } else if let narrow = rejection.narrowPacketCheck {
      events.append(
        StoryEvent(
          step: narrow, label: "this compares the low 32 bits of the addresses, as numbers: it proves nothing",
          weight: .lost))
      result.notes.append(
        "The compiler has made 32-bit arithmetic of a check: it does so where a check's outcome is kept in a variable, such "
          + "as a pointer that is NULL when it fails. Leave with the check itself: `if (end > data_end) return ...;`")
    }
    result.related = rejection.story(of: register, and: events, besides: rejection.span(step, ""))
  }

  /// What is missing. Where a variable moved the pointer, its bytes are counted from a place that has no name: only how
  /// many are missing says something then.
  private static func need(_ needed: Int, proven: Int, isMoved: Bool) -> String {
    guard needed > 0 else { return "" }
    guard proven > 0 else {
      let place = isMoved ? "behind this pointer" : "of the packet's first \(RegionAccess.bytes(needed))"
      return "; nothing is proven \(place)"
    }
    guard isMoved else {
      return
        "; it needs the packet's first \(RegionAccess.bytes(needed)), and \(proven) \(proven == 1 ? "is" : "are") proven"
    }
    return needed > proven ? "; that is \(RegionAccess.bytes(needed - proven)) more than are proven" : ""
  }

  private static func label(_ check: PacketCheck, needed: Int) -> String {
    if check.hasProven { return "this check proves \(RegionAccess.bytes(check.proven)) of the \(needed)" }
    if check.isEquality { return "comparing for equality proves nothing about the bytes: use > or <" }
    if check.hasFailed { return "on this path the check has failed: it proves nothing here" }
    if check.compared <= 0 { return "this compares the pointer itself: it proves no byte behind it" }
    return "this check proves no more than what was known before it"
  }
}
