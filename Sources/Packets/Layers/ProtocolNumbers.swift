/// Protocols over IP (IANA's registry "Protocol Numbers"). A name that is also a layer's says that it follows.
enum ProtocolNumbers {
  static let all = ValueNames([
    "hop_by_hop": 0, "icmp": 1, "igmp": 2, "ipv4": 4, "ipip": 4, "tcp": 6, "udp": 17, "dccp": 33, "ipv6": 41,
    "routing": 43, "fragment": 44, "rsvp": 46, "gre": 47, "esp": 50, "ah": 51, "icmpv6": 58, "none": 59,
    "destination": 60, "eigrp": 88, "ospf": 89, "pim": 103, "vrrp": 112, "l2tp": 115, "sctp": 132, "udplite": 136,
    "mpls": 137, "eth": 143, "experiment": 253,
  ])

  /// What a header says of a payload: a number for experiments (RFC 3692), which no stack takes for anything.
  static let otherwise: UInt128 = 253

  /// Extension headers of IPv6: they stand between it and what it carries.
  static let extensions: Set<String> = ["hop_by_hop", "routing", "fragment", "destination"]
}
