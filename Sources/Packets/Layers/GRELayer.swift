/// GRE (RFC 2784) with a key and sequence numbers (RFC 2890).
enum GRELayer {
  static let form = LayerForm(
    "gre", size: 4, summary: "{type}[ key {key}][ seq {seq}][ version {version}]",
    next: .field("type", EtherTypes.all, unless: "version"),
    [
      PacketField("checksum_present", 0, 1, .number, .presence(of: "checksum")), PacketField("reserved0", 1, 1),
      PacketField("key_present", 2, 1, .number, .presence(of: "key")),
      PacketField("seq_present", 3, 1, .number, .presence(of: "seq")), PacketField("reserved", 4, 9, .hex),
      PacketField("version", 13, 3),
      PacketField(
        "type", 16, 16, .names(EtherTypes.all), .following(EtherTypes.all, otherwise: EtherTypes.otherwise)),
      PacketField("checksum", 0, 16, .checksum, .checksum(.whole), .flag("checksum_present")),
      PacketField("reserved1", 0, 16, .hex, .value(0), .flag("checksum_present")),
      PacketField("key", 0, 32, .number, .value(0), .flag("key_present")),
      PacketField("seq", 0, 32, .number, .value(0), .flag("seq_present")),
    ])
}
