/// One entry of an MPLS label stack (RFC 3032).
enum MPLSLayer {
  private static let bottom = ValueNames(["mpls": 0])

  static let form = LayerForm(
    "mpls", size: 4, summary: "label {label}[ class {class}][ bottom {bottom}] ttl {ttl}", next: .labels("bottom"),
    [
      PacketField("label", 0, 20, .number, .value(16)), PacketField("class", 20, 3),
      PacketField("bottom", 23, 1, .number, .following(bottom, otherwise: 1)),
      PacketField("ttl", 24, 8, .number, .value(64)),
    ])
}
