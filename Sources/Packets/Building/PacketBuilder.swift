import Placed

/// Builds a packet from its layers, the innermost first: what a header says of those behind it is then known.
enum PacketBuilder {
  static func bytes(_ drafts: [LayerDraft], _ problems: inout PlacedProblems) -> [UInt8] {
    var bytes: [UInt8] = []
    for index in drafts.indices.reversed() {
      let next = drafts.indices.contains(index + 1) ? drafts[index + 1].form.name : nil
      let builder = LayerBuilder(draft: drafts[index], next: next, addresses: addresses(drafts, before: index))
      bytes = builder.bytes(before: bytes, &problems)
    }
    return bytes
  }

  /// The addresses of the IP header that carries a layer.
  static func addresses(_ drafts: [LayerDraft], before index: Int) -> PseudoHeader? {
    var last: [UInt8]?
    for draft in drafts[..<index].reversed() {
      let form = draft.form
      if form.name == "routing" {
        last = finalAddress(draft) ?? last
      } else if let source = form.field("src"), let destination = form.field("dst"),
        ["ipv4", "ipv6"].contains(form.name)
      {
        return PseudoHeader(
          source: BitField.bytes(draft.number(source), count: source.width / 8),
          destination: last ?? BitField.bytes(draft.number(destination), count: destination.width / 8))
      } else if !ProtocolNumbers.extensions.contains(form.name) {
        return nil
      }
    }
    return nil
  }

  /// Where a routing header leads to in the end; nil when it is used up.
  private static func finalAddress(_ draft: LayerDraft) -> [UInt8]? {
    guard let left = draft.form.field("left"), draft.number(left) > 0 else { return nil }
    let segments = draft.bytes("segments")
    if segments.count >= 16 { return Array(segments.prefix(16)) }
    let addresses = draft.bytes("addresses")
    return addresses.count >= 16 ? Array(addresses.suffix(16)) : nil
  }
}
