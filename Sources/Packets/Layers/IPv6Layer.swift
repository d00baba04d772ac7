/// IPv6 (RFC 8200).
enum IPv6Layer {
  static let form = LayerForm(
    "ipv6", size: 40,
    summary: "{src} > {dst} {next} hop_limit {hop_limit}[ dscp {dscp}][ ecn {ecn}][ flow {flow}] len {length}",
    next: .field("next", ProtocolNumbers.all),
    [
      PacketField("version", 0, 4, .number, .value(6)), PacketField("dscp", 4, 6), PacketField("ecn", 10, 2),
      PacketField("flow", 12, 20, .hex), PacketField("length", 32, 16, .number, .followingLength),
      PacketField(
        "next", 48, 8, .names(ProtocolNumbers.all),
        .following(ProtocolNumbers.all, otherwise: ProtocolNumbers.otherwise)),
      PacketField("hop_limit", 56, 8, .number, .value(64)),
      PacketField("src", 64, 128, .ipv6, .value(0xfd00_0000_0000_0000_0000_0000_0000_0001)),
      PacketField("dst", 192, 128, .ipv6, .value(0xfd00_0000_0000_0000_0000_0000_0000_0002)),
      PacketField("traffic_class", 4, 8, .hex, isAlias: true),
    ])
}
