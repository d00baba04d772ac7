import VerifierLog

/// A packet pointer handed to a helper that takes none.
public enum PacketArgumentExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1609", title: "a packet pointer is passed to a helper that takes none here",
    why: """
      Only some helpers read or write packet bytes where they lie, and in some program types none may write there. For all \
      others the bytes have to be copied first.
      """,
    fix: "copy the bytes to a variable on the stack first, and pass its address",
    causes: [
      "A key or a value is passed as it stands in the packet: `&ip->saddr`.",
      "The program's type may read packets but not write them, and the helper would.",
      "A function that may change the packet is called with a packet pointer: the bytes may be gone in it.",
    ],
    repair: .init(
      before: "bpf_map_lookup_elem(&hosts, &ip->saddr);",
      after: "__u32 source = ip->saddr;\nbpf_map_lookup_elem(&hosts, &source);"),
    seeAlso: ["A1602", "A1203"],
    examples: [
      .init(
        "5.4 and later", ["helper access to the packet is not allowed"], path: ["5: (85) call bpf_csum_diff#28"],
        summary: "bpf_csum_diff gets a packet pointer, which it does not take in this program"),
      .init(
        "7.2 and later", ["R2 is a packet pointer, but func#1 may change packet data"],
        summary: "a packet pointer is passed to a function that may change the packet"),
    ])

  private static let helper = MessageFormat("helper access to the packet is not allowed")
  private static let function = MessageFormat("%r is a packet pointer, but func#%d may change packet data")

  /// Packet bytes as an argument.
  public static func explain(_ rejection: Rejection) -> Explained? {
    if let words = rejection.first(of: [function]), let register = Int(words[0]) {
      let callee = rejection.refusedCall?.callee ?? "a function"
      var explained = explained(
        "a packet pointer is passed to \(callee) that may change the packet",
        advice: "pass the offset, or the context, and derive the pointer in the function again")
      if rejection.refusedCall != nil {
        explained.summary = "a packet pointer is passed to \(callee), which may change the packet"
      }
      explained.register = register
      return explained
    }
    guard rejection.first(of: [helper]) != nil else { return nil }
    let callee = rejection.refusedCall?.callee ?? "a helper"
    var explained = explained("\(callee) gets a packet pointer, which it does not take in this program")
    if let step = rejection.failingStep {
      explained.register = (1...5).first { rejection.trace.register($0, before: step)?.kind == .packet }
    }
    return explained
  }
}
