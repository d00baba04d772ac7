/// ICMP (RFC 792; the next hop's MTU: RFC 1191).
enum ICMPLayer {
  private static let types = ValueNames([
    "echo_reply": 0, "unreachable": 3, "source_quench": 4, "redirect": 5, "echo_request": 8, "echo": 8,
    "router_advertisement": 9, "router_solicitation": 10, "time_exceeded": 11, "parameter_problem": 12,
    "timestamp_request": 13, "timestamp_reply": 14,
  ])
  private static let echoes: Set<UInt128> = [0, 8, 13, 14, 15, 16, 17, 18]
  private static let known: Set<UInt128> = echoes.union([3, 5, 12])

  static let form = LayerForm(
    "icmp", size: 8, summary: "{type}[ code {code}][ id {id}][ seq {seq}][ mtu {mtu}][ gateway {gateway}]",
    next: .quote("type", [3, 4, 5, 11, 12], "ipv4"),
    [
      PacketField("type", 0, 8, .names(types), .value(8)), PacketField("code", 8, 8),
      PacketField("checksum", 16, 16, .checksum, .checksum(.whole)),
      PacketField("id", 32, 16, .number, .value(1), .when("type", echoes)),
      PacketField("seq", 48, 16, .number, .value(1), .when("type", echoes)),
      PacketField("unused", 32, 16, .hex, .value(0), .when("type", [3])),
      PacketField("mtu", 48, 16, .number, .value(0), .when("type", [3])),
      PacketField("gateway", 32, 32, .ipv4, .value(0), .when("type", [5])),
      PacketField("pointer", 32, 8, .number, .value(0), .when("type", [12])),
      PacketField("unused2", 40, 24, .hex, .value(0), .when("type", [12])),
      PacketField("rest", 32, 32, .hex, .value(0), .unless("type", known)),
    ])
}
