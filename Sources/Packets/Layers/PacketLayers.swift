/// All layers that are known.
enum PacketLayers {
  static let all: [LayerForm] = [
    EthernetLayer.form, VLANLayer.form, VLANLayer.outer, MPLSLayer.form, ARPLayer.form, IPv4Layer.form, IPv6Layer.form,
    IPv6ExtensionLayer.hopByHop, IPv6ExtensionLayer.routing, IPv6ExtensionLayer.fragment,
    IPv6ExtensionLayer.destination, ICMPLayer.form, ICMPv6Layer.form, TCPLayer.form, UDPLayer.form, SCTPLayer.form,
    GRELayer.form, VXLANLayer.form, GeneveLayer.form, DNSLayer.form, PayloadLayer.form,
  ]

  private static let byName = Dictionary(all.map { ($0.name, $0) }) { first, _ in first }

  /// A layer by its name.
  static func named(_ name: String) -> LayerForm? { byName[name] }
}
