/// ICMPv6 (RFC 4443) with neighbour discovery (RFC 4861).
enum ICMPv6Layer {
  private static let types = ValueNames([
    "unreachable": 1, "packet_too_big": 2, "time_exceeded": 3, "parameter_problem": 4, "echo_request": 128,
    "echo": 128, "echo_reply": 129, "listener_query": 130, "listener_report": 131, "listener_done": 132,
    "router_solicitation": 133, "router_advertisement": 134, "neighbor_solicitation": 135,
    "neighbor_advertisement": 136, "redirect": 137, "listener_report_v2": 143,
  ])
  private static let echoes: Set<UInt128> = [128, 129]
  private static let discovery: Set<UInt128> = [133, 134, 135, 136, 137]
  private static let targets: Set<UInt128> = [135, 136, 137]
  private static let known: Set<UInt128> = echoes.union([2, 4, 134, 136])

  private static let options = RecordForm(
    [PacketField("type", 0, 8), PacketField("length", 8, 8)], size: 2, lengthUnit: 8, countsHeader: true,
    bare: [], alignment: 8, end: nil, filler: .zeros,
    [
      RecordKind("source_mac", 1, [PacketField("address", 0, 48, .mac)]),
      RecordKind("target_mac", 2, [PacketField("address", 0, 48, .mac)]),
      RecordKind(
        "prefix", 3,
        [
          PacketField("bits", 0, 8, .number, .value(64)), PacketField("flags", 8, 8, .hex, .value(0xc0)),
          PacketField("valid", 16, 32, .number, .value(0xffff_ffff)),
          PacketField("preferred", 48, 32, .number, .value(0xffff_ffff)), PacketField("reserved", 80, 32, .hex),
          PacketField("address", 112, 128, .ipv6),
        ]),
      RecordKind("mtu", 5, [PacketField("mtu", 16, 32), PacketField("reserved", 0, 16, .hex)]),
    ])

  static let form = LayerForm(
    "icmpv6", size: 8,
    summary: "{type}[ code {code}][ id {id}][ seq {seq}][ mtu {mtu}][ {target}][ options {options}]",
    next: .quote("type", [1, 2, 3, 4], "ipv6"),
    [
      PacketField("type", 0, 8, .names(types), .value(128)), PacketField("code", 8, 8),
      PacketField("checksum", 16, 16, .checksum, .checksum(.pseudo(58, zeroMeansNone: false))),
      PacketField("id", 32, 16, .number, .value(1), .when("type", echoes)),
      PacketField("seq", 48, 16, .number, .value(1), .when("type", echoes)),
      PacketField("mtu", 32, 32, .number, .value(1280), .when("type", [2])),
      PacketField("pointer", 32, 32, .number, .value(0), .when("type", [4])),
      PacketField("hop_limit", 32, 8, .number, .value(64), .when("type", [134])),
      PacketField("router_flags", 40, 8, .hex, .value(0), .when("type", [134])),
      PacketField("lifetime", 48, 16, .number, .value(0), .when("type", [134])),
      PacketField("reachable", 64, 32, .number, .value(0), .when("type", [134])),
      PacketField("retransmit", 96, 32, .number, .value(0), .when("type", [134])),
      PacketField("router", 32, 1, .number, .value(0), .when("type", [136])),
      PacketField("solicited", 33, 1, .number, .value(0), .when("type", [136])),
      PacketField("override", 34, 1, .number, .value(0), .when("type", [136])),
      PacketField("reserved", 35, 29, .hex, .value(0), .when("type", [136])),
      PacketField("rest", 32, 32, .hex, .value(0), .unless("type", known)),
      PacketField(
        "target", 64, 128, .ipv6, .value(0xfd00_0000_0000_0000_0000_0000_0000_0002), .when("type", targets)),
      PacketField("destination", 192, 128, .ipv6, .value(0), .when("type", [137])),
      .rest("options", .records(options), .when("type", discovery)),
    ])
}
