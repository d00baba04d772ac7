/// ARP for IPv4 over Ethernet (RFC 826).
enum ARPLayer {
  private static let operations = ValueNames([
    "request": 1, "reply": 2, "reverse_request": 3, "reverse_reply": 4,
  ])

  static let form = LayerForm(
    "arp", size: 28, summary: "{operation} {sender_ip} {sender_mac} > {target_ip} {target_mac}",
    [
      PacketField("hardware", 0, 16, .number, .value(1)),
      PacketField("protocol", 16, 16, .names(EtherTypes.all), .value(0x0800)),
      PacketField("hardware_size", 32, 8, .number, .value(6)),
      PacketField("protocol_size", 40, 8, .number, .value(4)),
      PacketField("operation", 48, 16, .names(operations), .value(1)),
      PacketField("sender_mac", 64, 48, .mac, .value(0x02_00_00_00_00_01)),
      PacketField("sender_ip", 112, 32, .ipv4, .value(0x0a00_0001)),
      PacketField("target_mac", 144, 48, .mac, .value(0)),
      PacketField("target_ip", 192, 32, .ipv4, .value(0x0a00_0002)),
    ])
}
