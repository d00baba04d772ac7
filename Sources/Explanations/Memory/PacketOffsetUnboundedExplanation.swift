import Findings
import VerifierLog

/// A packet pointer that was moved by a number without a bound, so that the check after it counts for nothing.
public enum PacketOffsetUnboundedExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1204", title: "a packet pointer is moved by a number without a bound, and checked in vain",
    why: """
      The check is there, and it does not count: a comparison with `data_end` proves something only of a pointer that is at \
      most 65,535 bytes from the packet's start. A larger number could overflow the pointer and pass the comparison. So what \
      is added to a packet pointer needs an upper bound of its own, before it is added.
      """,
    fix: "bound the number before it is added to the pointer: `if (offset > 1500) return ...;` or `offset &= 0x7ff;`",
    causes: [
      "an offset from a map, a global or a 32-bit field is added as it is",
      "an offset adds up in a loop (options, extension headers), and the sum has no bound",
      "a 16-bit length is added twice: each fits, the sum may not",
    ],
    repair: .init(
      before: """
        __u8 *byte = data + offset;

        if ((void *)(byte + 1) > data_end)
            return XDP_PASS;
        """,
      after: """
        if (offset > 1500)
            return XDP_PASS;

        __u8 *byte = data + offset;

        if ((void *)(byte + 1) > data_end)
            return XDP_PASS;
        """),
    seeAlso: ["A1203", "A1056"],
    examples: [
      .init(
        "5.18 and later",
        ["invalid access to packet, off=0 size=1, R1(id=1,off=0,r=0)", "R1 offset is outside of the packet"],
        path: [
          "0: R1=ctx() R10=fp0",
          "0: (61) r2 = *(u32 *)(r1 +4)          ; R1=ctx() R2_w=pkt_end()",
          "1: (61) r3 = *(u32 *)(r1 +0)          ; R1=ctx() R3_w=pkt(r=0)",
          "2: (61) r4 = *(u32 *)(r1 +12)         ; R1=ctx() R4_w=scalar(umax=4294967295,var_off=(0x0; 0xffffffff))",
          "3: (0f) r3 += r4                      ; "
            + "R3_w=pkt(id=1,r=0,umax=4294967295,var_off=(0x0; 0xffffffff)) "
            + "R4_w=scalar(umax=4294967295,var_off=(0x0; 0xffffffff))",
          "4: (bf) r1 = r3                       ; "
            + "R1_w=pkt(id=1,r=0,umax=4294967295,var_off=(0x0; 0xffffffff)) "
            + "R3_w=pkt(id=1,r=0,umax=4294967295,var_off=(0x0; 0xffffffff))",
          "5: (07) r3 += 1                       ; "
            + "R3_w=pkt(id=1,off=1,r=0,umax=4294967295,var_off=(0x0; 0xffffffff))",
          "6: (2d) if r3 > r2 goto pc+2          ; R2_w=pkt_end() "
            + "R3_w=pkt(id=1,off=1,r=0,umax=4294967295,var_off=(0x0; 0xffffffff))",
          "7: (71) r0 = *(u8 *)(r1 +0)",
        ],
        summary: "the packet pointer was moved by a number that may be over 65,535, so that its check proves nothing")
    ])

  /// A move without a bound, and a check after it.
  public static func explain(_ rejection: Rejection) -> Explained? {
    guard let access = RegionAccess(rejection.messages), access.region == .packet, access.size != 0,
      let register = access.register ?? rejection.addressRegister ?? rejection.subjectRegister,
      let index = PacketBoundsExplanation.unboundedButChecked(register, rejection)
    else { return nil }
    let pointer = rejection.name(of: register).map { "`\($0)`" } ?? "the packet pointer"
    let by = index.name.map { "`\($0)`, which" } ?? "a number that"
    var result = explained("\(pointer) was moved by \(by) may be over 65,535, so that its check proves nothing")
    result.register = register
    if let name = index.name { result.advice = "bound `\(name)` before it is added to the pointer, say by 1500" }
    var events = [
      StoryEvent(
        step: index.moved, label: "moves the pointer by \(ValueWords.amount(index.range)): more than 65,535 bytes",
        weight: .lost)
    ]
    if let check = rejection.packetChecks(of: register).last(where: { $0.step > index.moved && $0.isOfSamePointer }) {
      events.append(
        StoryEvent(step: check.step, label: "this check does not count for a pointer moved so far", weight: .checked))
    }
    result.label = "\(rejection.failureLabel(of: nil)); 0 bytes are proven behind \(pointer)"
    if let step = rejection.failingStep {
      result.related = rejection.story(of: register, and: events, besides: rejection.span(step, ""))
    }
    return result
  }
}
