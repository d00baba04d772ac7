/// A VLAN tag (IEEE 802.1Q), and the outer one of two (802.1ad).
enum VLANLayer {
  static let form = tag("vlan")
  static let outer = tag("qinq")

  private static func tag(_ name: String) -> LayerForm {
    LayerForm(
      name, size: 4, summary: "id {id}[ priority {priority}][ dei {dei}] {type}", next: .field("type", EtherTypes.all),
      [
        PacketField("priority", 0, 3), PacketField("dei", 3, 1), PacketField("id", 4, 12, .number, .value(1)),
        PacketField(
          "type", 16, 16, .names(EtherTypes.all), .following(EtherTypes.all, otherwise: EtherTypes.otherwise)),
        PacketField("tci", 0, 16, .hex, isAlias: true),
      ])
  }
}
