/// IPv4 (RFC 791; DSCP and ECN: RFC 2474, RFC 3168).
enum IPv4Layer {
  private static let options = RecordForm.bytewise(
    end: 0,
    [
      RecordKind("eol", 0), RecordKind("nop", 1),
      RecordKind(
        "record_route", 7,
        [PacketField("pointer", 0, 8, .number, .value(4)), .rest("addresses", .list(.ipv4, 32))]),
      RecordKind("timestamp", 68, [.rest("data", .bytes)]),
      RecordKind("security", 130, [.rest("data", .bytes)]),
      RecordKind(
        "loose_route", 131,
        [PacketField("pointer", 0, 8, .number, .value(4)), .rest("addresses", .list(.ipv4, 32))]),
      RecordKind(
        "strict_route", 137,
        [PacketField("pointer", 0, 8, .number, .value(4)), .rest("addresses", .list(.ipv4, 32))]),
      RecordKind("router_alert", 148, [PacketField("value", 0, 16)]),
    ])

  static let form = LayerForm(
    "ipv4", size: 20,
    summary: "{src} > {dst} {protocol} ttl {ttl}[ dscp {dscp}][ ecn {ecn}][ id {id}][ {flags}][ offset {offset}]"
      + " len {length}[ options {options}]",
    next: .field(
      "protocol", ProtocolNumbers.all, except: ["hop_by_hop", "routing", "fragment", "destination"], unless: "offset"),
    [
      PacketField("version", 0, 4, .number, .value(4)),
      PacketField("header_length", 4, 4, .number, .headerLength(unit: 4, less: 0)),
      PacketField("dscp", 8, 6), PacketField("ecn", 14, 2),
      PacketField("length", 16, 16, .number, .wholeLength),
      PacketField("id", 32, 16), PacketField("flags", 48, 3, .flags(["mf", "df", "reserved"])),
      PacketField("offset", 51, 13), PacketField("ttl", 64, 8, .number, .value(64)),
      PacketField(
        "protocol", 72, 8, .names(ProtocolNumbers.all),
        .following(ProtocolNumbers.all, otherwise: ProtocolNumbers.otherwise)),
      PacketField("checksum", 80, 16, .checksum, .checksum(.header)),
      PacketField("src", 96, 32, .ipv4, .value(0x0a00_0001)),
      PacketField("dst", 128, 32, .ipv4, .value(0x0a00_0002)),
      .rest("options", .records(options)),
      PacketField("tos", 8, 8, .hex, isAlias: true), PacketField("ihl", 4, 4, .number, isAlias: true),
    ])
}
