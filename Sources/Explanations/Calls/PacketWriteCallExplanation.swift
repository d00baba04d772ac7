/// A writable view of a packet, asked for where packets may not be written.
public enum PacketWriteCallExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1522", title: "a writable view of the packet, in a program that may only read it",
    why: """
      bpf_dynptr_slice_rdwr gives a pointer through which the packet may be written. Programs that only look at packets, \
      such as cgroup_skb, socket filters and lwt_in, may not.
      """,
    fix: "ask for a view to read with bpf_dynptr_slice, or change the packet in a tc or XDP program",
    causes: ["bpf_dynptr_slice_rdwr was copied from a tc program, though nothing is written."],
    repair: .init(
      before: "eth = bpf_dynptr_slice_rdwr(&packet, 0, buffer, sizeof(buffer));",
      after: "eth = bpf_dynptr_slice(&packet, 0, buffer, sizeof(buffer));"),
    wordings: [
      .init(
        "6.4 and later", "the prog does not allow writes to packet data",
        "a writable view of the packet is asked for, and this program may only read it")
    ],
    seeAlso: ["A1607"],
    examples: [
      .init(
        "6.4 and later", ["the prog does not allow writes to packet data"],
        summary: "a writable view of the packet is asked for, and this program may only read it")
    ])

  /// A view to write.
  public static func explain(_ rejection: Rejection) -> Explained? {
    guard var explained = worded(rejection) else { return nil }
    explained.fixPlace = rejection.sectionPlace()
    return explained
  }
}
