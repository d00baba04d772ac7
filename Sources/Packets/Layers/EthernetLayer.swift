/// Ethernet II.
enum EthernetLayer {
  static let form = LayerForm(
    "eth", size: 14, summary: "{src} > {dst} {type}", next: .field("type", EtherTypes.all),
    [
      PacketField("dst", 0, 48, .mac, .value(0x02_00_00_00_00_02)),
      PacketField("src", 48, 48, .mac, .value(0x02_00_00_00_00_01)),
      PacketField("type", 96, 16, .names(EtherTypes.all), .following(EtherTypes.all, otherwise: EtherTypes.otherwise)),
    ])
}
