/// EtherTypes (IEEE registration authority's public list). A name that is also a layer's says that it follows.
enum EtherTypes {
  static let all = ValueNames([
    "ipv4": 0x0800, "ip": 0x0800, "arp": 0x0806, "eth": 0x6558, "vlan": 0x8100, "ipv6": 0x86dd, "mpls": 0x8847,
    "mpls_multicast": 0x8848, "qinq": 0x88a8, "lldp": 0x88cc, "pppoe_discovery": 0x8863, "pppoe": 0x8864,
    "eapol": 0x888e, "ptp": 0x88f7, "macsec": 0x88e5, "loopback": 0x9000, "local": 0x88b5,
  ])

  /// What a header says of a payload: the number for local experiments (IEEE 802), which no stack takes for anything.
  static let otherwise: UInt128 = 0x88b5
}
