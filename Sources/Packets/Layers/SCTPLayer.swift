/// SCTP (RFC 9260).
enum SCTPLayer {
  private static let handshake = [
    PacketField("tag", 0, 32, .hex, .value(1)), PacketField("window", 32, 32, .number, .value(65535)),
    PacketField("outbound", 64, 16, .number, .value(1)), PacketField("inbound", 80, 16, .number, .value(1)),
    PacketField("tsn", 96, 32), PacketField.rest("parameters", .bytes),
  ]
  private static let value = [PacketField.rest("data", .bytes)]

  private static let chunks = RecordForm(
    [PacketField("type", 0, 8), PacketField("flags", 8, 8), PacketField("length", 16, 16)], size: 4, lengthUnit: 1,
    countsHeader: true, bare: [], alignment: 4, end: nil, filler: .zeros,
    [
      RecordKind(
        "data", 0,
        [
          PacketField("tsn", 0, 32), PacketField("stream", 32, 16), PacketField("sequence", 48, 16),
          PacketField("protocol", 64, 32), .rest("payload", .bytes),
        ]),
      RecordKind("init", 1, handshake), RecordKind("init_ack", 2, handshake),
      RecordKind(
        "sack", 3,
        [
          PacketField("tsn", 0, 32), PacketField("window", 32, 32), PacketField("gaps", 64, 16),
          PacketField("duplicates", 80, 16), .rest("blocks", .bytes),
        ]),
      RecordKind("heartbeat", 4, value), RecordKind("heartbeat_ack", 5, value), RecordKind("abort", 6, value),
      RecordKind("shutdown", 7, [PacketField("tsn", 0, 32)]), RecordKind("shutdown_ack", 8),
      RecordKind("error", 9, value), RecordKind("cookie_echo", 10, value), RecordKind("cookie_ack", 11),
      RecordKind("shutdown_complete", 14),
    ])

  static let form = LayerForm(
    "sctp", size: 12, summary: "{sport} > {dport} tag {tag}[ {chunks}]",
    [
      PacketField("sport", 0, 16, .number, .value(40000)), PacketField("dport", 16, 16, .number, .value(80)),
      PacketField("tag", 32, 32, .hex, .value(1)), PacketField("checksum", 64, 32, .checksum, .checksum(.crc32c)),
      .rest("chunks", .records(chunks)),
    ])
}
