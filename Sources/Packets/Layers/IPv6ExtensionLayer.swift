/// The extension headers of IPv6 (RFC 8200, section 4; segment routing: RFC 8754).
enum IPv6ExtensionLayer {
  private static let next = PacketField(
    "next", 0, 8, .names(ProtocolNumbers.all), .following(ProtocolNumbers.all, otherwise: ProtocolNumbers.otherwise))
  private static let length = PacketField("header_length", 8, 8, .number, .headerLength(unit: 8, less: 8))

  private static let options = RecordForm(
    [PacketField("type", 0, 8), PacketField("length", 8, 8)], size: 2, lengthUnit: 1, countsHeader: false,
    bare: [0], alignment: 1, end: nil, filler: .padN,
    [
      RecordKind("pad1", 0), RecordKind("padn", 1, [.rest("data", .bytes)]),
      RecordKind("router_alert", 5, [PacketField("value", 0, 16)]),
      RecordKind("jumbo", 194, [PacketField("length", 0, 32)]),
      RecordKind("home_address", 201, [PacketField("address", 0, 128, .ipv6)]),
    ])

  static let hopByHop = LayerForm(
    "hop_by_hop", size: 2, summary: "{next}[ options {options}]", next: .field("next", ProtocolNumbers.all),
    [next, length, .rest("options", .records(options))])

  static let destination = LayerForm(
    "destination", size: 2, summary: "{next}[ options {options}]", next: .field("next", ProtocolNumbers.all),
    [next, length, .rest("options", .records(options))])

  /// The types of routing headers that hold a list of addresses.
  private static let lists: Set<UInt128> = [0, 2]
  private static let segments: Set<UInt128> = [4]

  static let routing = LayerForm(
    "routing", size: 8,
    summary: "{next} type {type} left {left}[ addresses {addresses}][ segments {segments}][ data {data}]",
    next: .field("next", ProtocolNumbers.all),
    [
      next, length,
      PacketField("type", 16, 8, .names(ValueNames(["source": 0, "home": 2, "rpl": 3, "segment": 4])), .value(4)),
      PacketField("left", 24, 8),
      PacketField("reserved", 32, 32, .hex, .value(0), .when("type", lists)),
      PacketField("last", 32, 8, .number, .count(of: "segments", less: 1), .when("type", segments)),
      PacketField("flags", 40, 8, .hex, .value(0), .when("type", segments)),
      PacketField("tag", 48, 16, .hex, .value(0), .when("type", segments)),
      PacketField("specific", 32, 32, .hex, .value(0), .unless("type", lists.union(segments))),
      .rest("addresses", .list(.ipv6, 128), .when("type", lists)),
      .rest("segments", .list(.ipv6, 128), .when("type", segments)),
      .rest("data", .bytes, .unless("type", lists.union(segments))),
    ])

  static let fragment = LayerForm(
    "fragment", size: 8, summary: "{next} id {id} offset {offset}[ more {more}]",
    next: .field("next", ProtocolNumbers.all, unless: "offset"),
    [
      next, PacketField("reserved", 8, 8), PacketField("offset", 16, 13), PacketField("reserved2", 29, 2),
      PacketField("more", 31, 1), PacketField("id", 32, 32, .hex),
    ])
}
