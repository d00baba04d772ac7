/// VXLAN (RFC 7348).
enum VXLANLayer {
  static let form = LayerForm(
    "vxlan", size: 8, summary: "vni {vni}[ group {group}]", next: .layer("eth"),
    [
      PacketField("flags", 0, 8, .hex, .value(8)), PacketField("reserved", 8, 8, .hex), PacketField("group", 16, 16),
      PacketField("vni", 32, 24, .number, .value(1)), PacketField("reserved2", 56, 8, .hex),
    ])
}
