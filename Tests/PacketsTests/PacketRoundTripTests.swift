import Packets
import Testing

struct PacketRoundTripTests {
  /// Packets of every layer.
  static let packets: [String] = [
    "{eth: {}, arp: {operation: reply, target_mac: '02:00:00:00:00:09'}}",
    "{eth: {}, vlan: {id: 7, priority: 3}, ipv4: {ttl: 1, dscp: 10, ecn: 1, id: 77, flags: df}, tcp: {flags: [syn, ack]}}",
    "{eth: {}, ipv4: {options: [nop, {router_alert: 0}]}, icmp: {id: 5, seq: 6}, payload: ping}",
    "{eth: {}, ipv6: {flow: 0x12345}, hop_by_hop: {options: [{router_alert: 2}]}, icmpv6: {type: echo_reply}}",
    "{eth: {}, ipv6: {}, routing: {left: 1, segments: [fd00::5, fd00::6]}, fragment: {more: 1, id: 9}, udp: {}}",
    "{eth: {}, ipv6: {}, destination: {}, tcp: {options: [{mss: 1460}, sack_ok, {timestamps: {value: 1, echo: 2}}, nop, {wscale: 7}]}}",
    "{eth: {}, ipv4: {}, sctp: {chunks: [{init: {tag: 5}}, {data: {flags: 3, tsn: 1, payload: 616263}}]}}",
    "[{eth: {}}, {ipv4: {}}, {gre: {key: 5, checksum: auto}}, {ipv4: {}}, {udp: {}}, {payload: x}]",
    "[{eth: {}}, {ipv4: {}}, {udp: {}}, {vxlan: {vni: 42}}, {eth: {}}, {ipv6: {}}, {tcp: {}}]",
    "[{eth: {}}, {ipv4: {}}, {udp: {}}, {geneve: {vni: 42, options: [{class: 0x102, type: 5, data: '01020304'}]}}, {eth: {}}, {arp: {}}]",
    "[{eth: {}}, {mpls: {label: 100}}, {mpls: {label: 101}}, {ipv4: {}}, {udp: {}}]",
    "{eth: {}, ipv4: {}, udp: {}, dns: {questions: [example.com, {name: a.b, type: aaaa}]}}",
    "{eth: {}, ipv4: {}, udp: {sport: 53, dport: 4000}, dns: {kind: response, questions: [a.b], answers: [{name: a.b, data: 1.2.3.4}, {name: a.b, type: txt, data: [x, yz]}, {name: c, type: mx, data: {exchange: m.c}}]}}",
    "{eth: {}, ipv6: {}, icmpv6: {type: neighbor_solicitation, target: fd00::9, options: [{source_mac: '02:00:00:00:00:01'}]}}",
    "[{eth: {}}, {ipv4: {}}, {icmp: {type: unreachable, code: 4, mtu: 1400}}, {ipv4: {}}, {udp: {}}]",
    "{eth: {}, ipv4: {trailer: '0000'}, udp: {checksum: 0}, payload: 'a b'}",
    "{eth: {type: 5}, payload: {size: 5}}",
    #"{eth: {}, ipv4: {}, tcp: {options: [{sack: [1, 2]}, nop]}, payload: "GET / \\ \"a\" HTTP/1.1\r\nHost: a\t\r\n"}"#,
    "{eth: {}, ipv4: {}, udp: {sport: 53}, dns: {compress: true, kind: response, questions: [www.a.b], answers: [{name: www.a.b, type: cname, data: a.b}, {name: a.b, data: 1.2.3.4}, {name: '.', type: opt, class: 1232, ttl: 0, data: {hex: ''}}]}}",
    "{eth: {}, ipv4: {protocol: ospf}, payload: {hex: '00'}}",
  ]

  @Test(arguments: packets)
  func `a packet's fixture builds it again and names its layers`(yaml: String) throws {
    let bytes = try PacketSource.bytes(yaml)
    let lines = PacketForm.yaml(of: bytes)
    #expect(try PacketSource.bytes(lines.joined(separator: "\n")) == bytes, "\(lines)")
    // As many layers as were given: nothing fell back to hex.
    let given = yaml.hasPrefix("[") ? yaml.split(separator: "}, {").count : try PacketSource.node(yaml).keys.count
    #expect(lines.count == given, "\(lines)")
    #expect(!lines.contains { $0.hasPrefix("hex") })
    #expect(PacketText.layers(of: bytes).allSatisfy { !$0.contains("should be") && !$0.contains("do not fit") })
  }
}
