import Foundation
import Packets
import TestSupport
import Testing

/// Packets as Scapy builds them: it is asked when the machine's python3 has it, and is no part of this project.
@Suite(.enabled(if: Scapy.isThere, "python3 has no scapy"))
struct ScapyOracleTests {
  private static let ether = "Ether(src='02:00:00:00:00:01', dst='02:00:00:00:00:02')"
  private static let ip = "IP(id=0, src='10.0.0.1', dst='10.0.0.2')"
  private static let ip6 = "IPv6(src='fd00::1', dst='fd00::2', hlim=64)"

  /// A fixture, and the same packet in Scapy's words.
  static let pairs: [(String, String)] = [
    (
      "{eth: {}, ipv4: {}, tcp: {sport: 1, dport: 2, flags: [syn, ack], seq: 7, ack: 9, window: 100}, payload: hello}",
      "\(ether)/\(ip)/TCP(sport=1, dport=2, flags='SA', seq=7, ack=9, window=100)/b'hello'"
    ),
    (
      "{eth: {}, ipv4: {}, tcp: {sport: 1, options: [{mss: 1460}, sack_ok, {timestamps: {value: 1, echo: 2}}, nop, {wscale: 7}]}}",
      "\(ether)/\(ip)/TCP(sport=1, window=65535, options=[('MSS', 1460), ('SAckOK', b''), ('Timestamp', (1, 2)), ('NOP', None), ('WScale', 7)])"
    ),
    (
      "{eth: {}, ipv4: {tos: 0x2e, id: 5, flags: df, ttl: 3}, udp: {sport: 1, dport: 2}, payload: abc}",
      "\(ether)/IP(id=5, tos=0x2e, flags='DF', ttl=3, src='10.0.0.1', dst='10.0.0.2')/UDP(sport=1, dport=2)/b'abc'"
    ),
    (
      "{eth: {}, ipv4: {options: [{router_alert: 0}, nop]}, icmp: {id: 3, seq: 4}, payload: ping}",
      "\(ether)/IP(id=0, src='10.0.0.1', dst='10.0.0.2', options=[IPOption_Router_Alert(), IPOption_NOP()])/ICMP(id=3, seq=4)/b'ping'"
    ),
    (
      "{eth: {}, qinq: {id: 5, priority: 3}, vlan: {id: 6, dei: 1}, ipv4: {}, udp: {sport: 1, dport: 2}}",
      "\(ether)/Dot1AD(vlan=5, prio=3)/Dot1Q(vlan=6, id=1)/\(ip)/UDP(sport=1, dport=2)"
    ),
    (
      "{eth: {}, arp: {operation: reply, target_mac: '02:00:00:00:00:09'}}",
      "\(ether)/ARP(op=2, hwsrc='02:00:00:00:00:01', psrc='10.0.0.1', hwdst='02:00:00:00:00:09', pdst='10.0.0.2')"
    ),
    (
      "{eth: {}, ipv6: {flow: 0x12345, traffic_class: 0x8a}, udp: {sport: 1, dport: 2}, payload: abc}",
      "\(ether)/IPv6(src='fd00::1', dst='fd00::2', fl=0x12345, tc=0x8a)/UDP(sport=1, dport=2)/b'abc'"
    ),
    (
      "{eth: {}, ipv6: {}, hop_by_hop: {options: [{router_alert: 0}]}, icmpv6: {id: 2, seq: 3}, payload: x}",
      "\(ether)/\(ip6)/IPv6ExtHdrHopByHop(options=[RouterAlert(value=0)])/ICMPv6EchoRequest(id=2, seq=3)/b'x'"
    ),
    (
      "{eth: {}, ipv6: {}, routing: {type: home, left: 1, addresses: fd00::9}, tcp: {sport: 1}}",
      "\(ether)/\(ip6)/IPv6ExtHdrRouting(type=2, segleft=1, addresses=['fd00::9'])/TCP(sport=1, window=65535)"
    ),
    (
      "{eth: {}, ipv6: {}, routing: {left: 1, segments: [fd00::9, fd00::8]}, udp: {sport: 1, dport: 2}}",
      "\(ether)/\(ip6)/IPv6ExtHdrSegmentRouting(segleft=1, lastentry=1, addresses=['fd00::9', 'fd00::8'])/UDP(sport=1, dport=2)"
    ),
    (
      "{eth: {}, ipv6: {}, fragment: {id: 9, offset: 3, more: 1}, payload: {hex: '0102'}}",
      "\(ether)/\(ip6)/IPv6ExtHdrFragment(id=9, offset=3, m=1, nh=253)/b'\\x01\\x02'"
    ),
    (
      "{eth: {}, ipv6: {hop_limit: 255}, icmpv6: {type: neighbor_solicitation, target: fd00::9, options: [{source_mac: '02:00:00:00:00:01'}]}}",
      "\(ether)/IPv6(src='fd00::1', dst='fd00::2', hlim=255)/ICMPv6ND_NS(tgt='fd00::9')/ICMPv6NDOptSrcLLAddr(lladdr='02:00:00:00:00:01')"
    ),
    (
      "{eth: {}, ipv6: {hop_limit: 255}, icmpv6: {type: router_advertisement, router_flags: 8, lifetime: 1800, options: [{mtu: {mtu: 1500}}, {prefix: {address: 'fd00::'}}]}}",
      "\(ether)/IPv6(src='fd00::1', dst='fd00::2', hlim=255)/ICMPv6ND_RA(chlim=64, routerlifetime=1800)/ICMPv6NDOptMTU(mtu=1500)/ICMPv6NDOptPrefixInfo(prefixlen=64, L=1, A=1, prefix='fd00::')"
    ),
    (
      "{eth: {}, ipv4: {}, sctp: {sport: 1, dport: 2, tag: 5, chunks: [{data: {flags: 3, tsn: 1, stream: 2, sequence: 3, protocol: 4, payload: {text: abc}}}]}}",
      "\(ether)/\(ip)/SCTP(sport=1, dport=2, tag=5)/SCTPChunkData(beginning=1, ending=1, tsn=1, stream_id=2, stream_seq=3, proto_id=4, data=b'abc')"
    ),
    (
      "{eth: {}, ipv4: {}, sctp: {sport: 1, dport: 2, tag: 0, chunks: [{init: {tag: 7, window: 9, outbound: 2, inbound: 3, tsn: 4}}]}}",
      "\(ether)/\(ip)/SCTP(sport=1, dport=2, tag=0)/SCTPChunkInit(init_tag=7, a_rwnd=9, n_out_streams=2, n_in_streams=3, init_tsn=4)"
    ),
    (
      "[{eth: {}}, {ipv4: {}}, {gre: {key: 5, seq: 6, checksum: auto}}, {ipv4: {ttl: 9}}, {udp: {sport: 1, dport: 2}}]",
      "\(ether)/\(ip)/GRE(chksum_present=1, key_present=1, seqnum_present=1, key=5, seqence_number=6)/IP(id=0, ttl=9, src='10.0.0.1', dst='10.0.0.2')/UDP(sport=1, dport=2)"
    ),
    (
      "[{eth: {}}, {ipv4: {}}, {udp: {sport: 9}}, {vxlan: {vni: 42}}, {eth: {}}, {ipv6: {}}, {tcp: {sport: 1}}]",
      "\(ether)/\(ip)/UDP(sport=9, dport=4789)/VXLAN(vni=42, flags=8)/\(ether)/\(ip6)/TCP(sport=1, window=65535)"
    ),
    (
      "[{eth: {}}, {ipv4: {}}, {udp: {sport: 9}}, {geneve: {vni: 42, options: [{class: 0x102, type: 5, data: '01020304'}]}}, {eth: {}}, {ipv4: {}}, {tcp: {sport: 1}}]",
      "\(ether)/\(ip)/UDP(sport=9, dport=6081)/GENEVE(vni=42, proto=0x6558, options=[GeneveOptions(classid=0x102, type=5, data=b'\\x01\\x02\\x03\\x04')])/\(ether)/\(ip)/TCP(sport=1, window=65535)"
    ),
    (
      "[{eth: {}}, {mpls: {label: 100, ttl: 5}}, {mpls: {label: 101, class: 3}}, {ipv4: {}}, {udp: {sport: 1, dport: 2}}]",
      "\(ether)/MPLS(label=100, ttl=5, s=0)/MPLS(label=101, cos=3, s=1, ttl=64)/\(ip)/UDP(sport=1, dport=2)"
    ),
    ("[{eth: {}}, {ipv6: {}}, {ipv4: {}}, {udp: {sport: 1, dport: 2}}]", "\(ether)/\(ip6)/\(ip)/UDP(sport=1, dport=2)"),
    (
      "{eth: {}, ipv4: {}, udp: {sport: 5}, dns: {id: 7, questions: [example.com, {name: a.b, type: aaaa}]}}",
      "\(ether)/\(ip)/UDP(sport=5, dport=53)/DNS(id=7, rd=1, qd=[DNSQR(qname='example.com'), DNSQR(qname='a.b', qtype='AAAA')])"
    ),
    (
      "{eth: {}, ipv4: {}, udp: {sport: 53, dport: 5}, dns: {id: 7, kind: response, recursion_available: 1, questions: [a.b], answers: [{name: a.b, ttl: 60, data: 1.2.3.4}, {name: a.b, type: mx, ttl: 60, data: {preference: 5, exchange: m.b}}, {name: a.b, type: txt, ttl: 60, data: [xy]}]}}",
      "\(ether)/\(ip)/UDP(sport=53, dport=5)/DNS(id=7, qr=1, ra=1, rd=1, qd=[DNSQR(qname='a.b')], an=[DNSRR(rrname='a.b', ttl=60, rdata='1.2.3.4'), DNSRRMX(rrname='a.b', ttl=60, preference=5, exchange='m.b'), DNSRR(rrname='a.b', type='TXT', ttl=60, rdata=[b'xy'])])"
    ),
    (
      "{eth: {}, ipv4: {}, udp: {sport: 53, dport: 5}, dns: {id: 7, compress: true, kind: response, questions: [www.example.com], answers: [{name: www.example.com, type: cname, ttl: 60, data: example.com}, {name: example.com, ttl: 60, data: 1.2.3.4}]}}",
      "\(ether)/\(ip)/UDP(sport=53, dport=5)/dns_compress(DNS(id=7, qr=1, rd=1, qd=[DNSQR(qname='www.example.com')], an=[DNSRR(rrname='www.example.com', type='CNAME', ttl=60, rdata='example.com'), DNSRR(rrname='example.com', ttl=60, rdata='1.2.3.4')]))"
    ),
    (
      "[{eth: {}}, {ipv4: {}}, {icmp: {type: unreachable, code: 4, mtu: 1400}}, {ipv4: {}}, {udp: {sport: 1, dport: 2}}]",
      "\(ether)/\(ip)/ICMP(type=3, code=4, nexthopmtu=1400)/IPerror(id=0, src='10.0.0.1', dst='10.0.0.2')/UDPerror(sport=1, dport=2)"
    ),
  ]

  @Test func `packets are what Scapy makes of the same fields`() async throws {
    let theirs = try await Scapy.packets(Self.pairs.map(\.1))
    #expect(theirs.count == Self.pairs.count)
    for ((yaml, expression), bytes) in zip(Self.pairs, theirs) {
      #expect(PacketSource.hex(try PacketSource.bytes(yaml)) == bytes, "\(yaml)\n\(expression)")
    }
  }

  @Test func `Scapy's packets are taken apart with right checksums and layer by layer`() async throws {
    for bytes in try await Scapy.packets(Self.pairs.map(\.1)).map({ PacketSource.hex($0) }) {
      let lines = PacketForm.yaml(of: bytes)
      #expect(PacketText.layers(of: bytes).allSatisfy { !$0.contains("should be") && !$0.contains("do not fit") })
      #expect(try PacketSource.bytes(lines.joined(separator: "\n")) == bytes)
      #expect(lines.count == PacketText.layers(of: bytes).count, "\(lines)")
    }
  }

  @Test func `Scapy reads the captures that are written`() async throws {
    let frames = try Self.pairs.map { try PacketSource.bytes($0.0) }
    let packets = frames.enumerated().map { CapturedPacket($1, nanoseconds: 1_700_000_000_000_000_005 + UInt64($0)) }
    for contents in [PacketCapture(packets: packets).pcap, PacketCapture(packets: packets).pcapng] {
      #expect(try await Scapy.frames(ofCapture: contents) == frames.map { PacketSource.hex($0) })
    }
  }
}
