/// UDP (RFC 768).
enum UDPLayer {
  /// IANA's ports of what is known here, and the one that Linux takes for VXLAN when nobody says.
  private static let ports = ValueNames(["dns": 53, "vxlan": 4789, "geneve": 6081, "vxlan": 8472])

  static let form = LayerForm(
    "udp", size: 8, summary: "{sport} > {dport} len {length}", next: .ports(ports),
    [
      PacketField("sport", 0, 16, .number, .value(40000)),
      PacketField("dport", 16, 16, .number, .following(ports, otherwise: 9)),
      PacketField("length", 32, 16, .number, .wholeLength),
      PacketField("checksum", 48, 16, .checksum, .checksum(.pseudo(17, zeroMeansNone: true))),
    ])
}
