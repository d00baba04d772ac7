/// Geneve (RFC 8926).
enum GeneveLayer {
  private static let options = RecordForm(
    [
      PacketField("class", 0, 16, .hex), PacketField("type", 16, 8), PacketField("reserved", 24, 3),
      PacketField("length", 27, 5),
    ], size: 4, lengthUnit: 4, countsHeader: false, bare: [], alignment: 4, end: nil, filler: .zeros, [])

  static let form = LayerForm(
    "geneve", size: 8, summary: "vni {vni} {type}[ options {options}]", next: .field("type", EtherTypes.all),
    [
      PacketField("version", 0, 2), PacketField("header_length", 2, 6, .number, .headerLength(unit: 4, less: 8)),
      PacketField("control", 8, 1), PacketField("critical", 9, 1), PacketField("reserved", 10, 6),
      PacketField(
        "type", 16, 16, .names(EtherTypes.all), .following(EtherTypes.all, otherwise: EtherTypes.otherwise)),
      PacketField("vni", 32, 24, .number, .value(1)), PacketField("reserved2", 56, 8, .hex),
      .rest("options", .records(options)),
    ])
}
