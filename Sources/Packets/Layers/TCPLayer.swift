/// TCP (RFC 9293; options: RFC 7323, RFC 2018, RFC 7413).
enum TCPLayer {
  private static let options = RecordForm.bytewise(
    end: 0,
    [
      RecordKind("eol", 0), RecordKind("nop", 1), RecordKind("mss", 2, [PacketField("size", 0, 16)]),
      RecordKind("wscale", 3, [PacketField("shift", 0, 8)]), RecordKind("sack_ok", 4),
      RecordKind("sack", 5, [.rest("edges", .list(.number, 32))]),
      RecordKind("timestamps", 8, [PacketField("value", 0, 32), PacketField("echo", 32, 32)]),
      RecordKind("md5", 19, [.rest("digest", .bytes)]), RecordKind("mptcp", 30, [.rest("data", .bytes)]),
      RecordKind("fastopen", 34, [.rest("cookie", .bytes)]),
    ])

  static let form = LayerForm(
    "tcp", size: 20,
    summary: "{sport} > {dport} {flags} seq {seq}[ ack {ack}] window {window}[ urgent {urgent}][ options {options}]",
    [
      PacketField("sport", 0, 16, .number, .value(40000)), PacketField("dport", 16, 16, .number, .value(80)),
      PacketField("seq", 32, 32), PacketField("ack", 64, 32),
      PacketField("header_length", 96, 4, .number, .headerLength(unit: 4, less: 0)),
      PacketField("reserved", 100, 3),
      PacketField(
        "flags", 103, 9, .flags(["fin", "syn", "rst", "psh", "ack", "urg", "ece", "cwr", "ae"]), .value(2)),
      PacketField("window", 112, 16, .number, .value(65535)),
      PacketField("checksum", 128, 16, .checksum, .checksum(.pseudo(6, zeroMeansNone: false))),
      PacketField("urgent", 144, 16), .rest("options", .records(options)),
      PacketField("doff", 96, 4, .number, isAlias: true),
    ])
}
