import Findings
import VerifierLog

/// A pointer into the packet used after a call that may have changed the packet.
public enum PacketChangedExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1205", title: "a packet pointer is used after a call that may have moved the packet",
    why: """
      Helpers that write to a packet, grow, shrink or linearise it may move it in memory. After such a call every pointer \
      into the packet, and everything that was proven of it, is gone: the verifier makes plain numbers of them.
      """,
    fix:
      "after the call read data and data_end from the context again and repeat the check, or use the bytes before the call",
    causes: [
      "a header is parsed, something is stored with bpf_skb_store_bytes, and the header is used again",
      "bpf_skb_pull_data is called to make more of the packet readable, and the old pointers are kept",
      "bpf_xdp_adjust_head, bpf_skb_adjust_room or a checksum helper stands between the check and the use",
      "the call is inside a function of the program that gets the context",
    ],
    repair: .init(
      before: """
        bpf_skb_store_bytes(skb, 6, source, 6, 0);
        if (eth->h_proto == bpf_htons(ETH_P_IP))
        """,
      after: """
        bpf_skb_store_bytes(skb, 6, source, 6, 0);
        eth = (void *)(long)skb->data;
        if ((void *)(eth + 1) > (void *)(long)skb->data_end)
            return TC_ACT_OK;
        if (eth->h_proto == bpf_htons(ETH_P_IP))
        """),
    seeAlso: ["A1203", "A1250"],
    examples: [
      .init(
        "5.18 and later", ["R7 invalid mem access 'scalar'"],
        path: [
          "0: R1=ctx() R10=fp0",
          "0: (bf) r6 = r1                       ; R1=ctx() R6_w=ctx()",
          "1: (61) r7 = *(u32 *)(r6 +76)         ; R6_w=ctx() R7_w=pkt(r=0)",
          "2: (b7) r2 = 0                        ; R2_w=0",
          "3: (85) call bpf_skb_pull_data#39     ; R0_w=scalar()",
          "4: (71) r0 = *(u8 *)(r7 +0)",
        ],
        summary: "the packet pointer is used after bpf_skb_pull_data, which may have moved the packet"),
      .init(
        "5.4 to 5.17", ["R7 invalid mem access 'inv'"],
        path: [
          "0: R1=ctx(id=0,off=0,imm=0) R10=fp0",
          "0: (bf) r6 = r1", "1: R1=ctx(id=0,off=0,imm=0) R6_w=ctx(id=0,off=0,imm=0) R10=fp0",
          "1: (61) r7 = *(u32 *)(r6 +76)",
          "2: R1=ctx(id=0,off=0,imm=0) R6_w=ctx(id=0,off=0,imm=0) R7_w=pkt(id=0,off=0,r=0,imm=0) R10=fp0",
          "2: (b7) r2 = 0",
          "3: R1=ctx(id=0,off=0,imm=0) R2_w=inv0 R6_w=ctx(id=0,off=0,imm=0) R7_w=pkt(id=0,off=0,r=0,imm=0) R10=fp0",
          "3: (85) call bpf_skb_pull_data#39", "4: R0_w=inv(id=0) R6_w=ctx(id=0,off=0,imm=0) R7_w=inv(id=0) R10=fp0",
          "4: (71) r0 = *(u8 *)(r7 +0)",
        ],
        summary: "the packet pointer is used after bpf_skb_pull_data, which may have moved the packet"),
    ])

  /// The helpers after which packet pointers are gone (net/core/filter.c: `bpf_helper_changes_pkt_data`).
  private static let changing: Set<String> = [
    "bpf_skb_vlan_push", "bpf_skb_vlan_pop", "bpf_skb_store_bytes", "bpf_skb_change_proto", "bpf_skb_change_head",
    "bpf_skb_change_tail", "bpf_skb_adjust_room", "bpf_skb_pull_data", "bpf_clone_redirect", "bpf_l3_csum_replace",
    "bpf_l4_csum_replace", "bpf_xdp_adjust_head", "bpf_xdp_adjust_meta", "bpf_xdp_adjust_tail", "bpf_msg_pull_data",
    "bpf_msg_push_data", "bpf_msg_pop_data", "bpf_lwt_push_encap", "bpf_lwt_seg6_store_bytes",
    "bpf_lwt_seg6_adjust_srh", "bpf_lwt_seg6_action", "bpf_store_hdr_opt", "bpf_dynptr_write", "bpf_tail_call",
  ]

  /// A pointer of before the call.
  public static func explain(_ rejection: Rejection) -> Explained? {
    guard let register = rejection.accessThroughNumber ?? rejection.passedNumber,
      let (what, call) = loss(of: register, rejection)
    else { return nil }
    let name =
      rejection.failsInCall
      ? rejection.argumentText(register).map(RefusedArgument.withoutCasts) : rejection.pointerName(register)
    let pointer = name.map { "`\($0)`" } ?? what
    let use = rejection.failsInCall ? "passed to \(rejection.calleeName)" : "used"
    var result = explained("\(pointer) is \(use) after \(call.name), which may have moved the packet")
    result.register = register
    result.label = "\(rejection.failureLabel(of: nil)); \(pointer) does not point into the packet any more"
    var lost = [
      StoryEvent(
        step: call.step, label: "\(call.name) may move the packet: all pointers into it are gone after this",
        weight: .lost)
    ]
    if let step = rejection.failingStep {
      // The pointer is to be read again after the function of the program that makes the call.
      if let outer = rejection.call(of: call.step, inFrameOf: step), let callee = rejection.call(at: outer)?.callee {
        lost.append(StoryEvent(step: outer, label: "\(callee) calls \(call.name)", weight: .lost))
      }
      result.related = rejection.story(of: register, and: lost, besides: rejection.span(step, ""))
    }
    return result
  }

  /// What `register` was before a call took it away, when the refusal is of the number that is left of it, and the call;
  /// nil for others. With a step: the same of what that step finds in the register, whatever was refused.
  static func loss(
    of register: Int, before step: Int? = nil, _ rejection: Rejection
  ) -> (what: String, call: (step: Int, name: String))? {
    guard step != nil || (rejection.accessThroughNumber ?? rejection.passedNumber) == register else { return nil }
    if let lost = rejection.lostPointer(in: register, before: step),
      let call = lost.calls.last(where: { changing.contains($0.name) })
    {
      switch lost.state.kind {
      case .packet, .packetMeta, .packetEnd: return ("the packet pointer", call)
      case .memory where call.name != "bpf_tail_call": return ("a slice of the packet", call)
      default: break
      }
    }
    // A global function is verified by itself; whether it may change packets is known of it as a whole.
    if let lost = rejection.lostPointer(in: register, before: step), lost.state.kind == .packet,
      let call = lost.calls.last(where: { call in
        let steps = rejection.trace.steps
        return steps[call.step].callee == nil && call.step + 1 < steps.count
          && steps[call.step + 1].frame == steps[call.step].frame
      })
    {
      return ("the packet pointer", call)
    }
    // To 5.17 the log shows each register after each step: it is the pointer's origin that tells.
    guard let failing = step ?? rejection.failingStep,
      case let (register, before) = rejection.calculatedFrom(register, before: failing),
      case .instruction(let made) = rejection.trace.origin(of: register, before: before).definition,
      let step = (made..<failing).last(where: { rejection.call(at: $0).map { changing.contains($0.callee) } ?? false }),
      let then = rejection.trace.steps[made].changes.last?.state.registers[register]
        ?? rejection.trace.register(register, after: made) ?? rejection.trace.register(register, before: step),
      [.packet, .packetMeta, .packetEnd].contains(then.kind),
      let name = rejection.call(at: step)?.callee
    else { return nil }
    return ("the packet pointer", (step, name))
  }
}
