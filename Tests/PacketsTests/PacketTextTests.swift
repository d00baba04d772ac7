import Packets
import Testing

struct PacketTextTests {
  @Test func `a hex dump marks the bytes that differ`() throws {
    let bytes = Array("0123456789abcdefXYZ".utf8)
    var other = bytes
    other[1] = 0
    other[17] = 0
    #expect(PacketText.differing(bytes, from: other) == [1..<2, 17..<18])
    #expect(PacketText.differing(bytes, from: Array(bytes.prefix(17))) == [17..<19])
    #expect(
      PacketText.hexDump(bytes, marking: PacketText.differing(bytes, from: other)) == [
        "0000  30 31 32 33 34 35 36 37 38 39 61 62 63 64 65 66  0123456789abcdef",
        "         ^^",
        "0010  58 59 5a                                         XYZ",
        "         ^^",
      ])
    #expect(PacketText.hexDump([]) == [])
  }

  @Test(arguments: [
    ("{eth: {}, arp: {}}", "arp request 10.0.0.1 02:00:00:00:00:01 > 10.0.0.2 00:00:00:00:00:00"),
    (
      "{eth: {}, ipv4: {flags: df, id: 7}, tcp: {options: [{mss: 1460}, nop, {type: 99, data: '0102'}]}}",
      "tcp 40000 > 80 syn seq 0 window 65535 options mss 1460, nop, type 99 0102, eol"
    ),
    (
      "{eth: {}, ipv4: {}, udp: {}, geneve: {options: [{class: 258, type: 5, data: '01020304'}]}}",
      "geneve vni 1 local options type 5 class 258 01020304"
    ),
    ("{eth: {}, ipv4: {flags: df, id: 7}}", "ipv4 10.0.0.1 > 10.0.0.2 experiment ttl 64 id 7 df len 20"),
    (
      "{eth: {}, ipv4: {}, udp: {}, dns: {questions: [{name: a.b, type: mx}]}}",
      "dns query id 0x0001 a.b mx"
    ),
    (
      "{eth: {}, ipv4: {}, udp: {sport: 53}, dns: {kind: response, code: nxdomain, questions: [a.b], answers: [{name: a.b, data: 1.2.3.4}]}}",
      "dns response id 0x0001 name_error a.b a answers a.b a 1.2.3.4"
    ),
    ("{eth: {}, ipv4: {}, payload: {text: 'a b'}}", "payload 3 bytes 'a b'"),
    ("{eth: {}, ipv4: {protocol: tcp}, payload: {hex: '0102'}}", "payload 2 bytes 0102 (no tcp header)"),
    (
      "{eth: {}, ipv4: {checksum: 0x1}}",
      "ipv4 10.0.0.1 > 10.0.0.2 experiment ttl 64 len 20 (checksum 0x0001 should be 0x65eb)"
    ),
    ("{eth: {}, ipv4: {length: 99}}", "ipv4 10.0.0.1 > 10.0.0.2 experiment ttl 64 len 99 (lengths do not fit)"),
    (
      "{eth: {}, ipv4: {}, sctp: {chunks: [{heartbeat: {data: {size: 40}}}]}}",
      "sctp 40000 > 80 tag 0x00000001 heartbeat 40 bytes of 00"
    ),
    ("{eth: {}, icmp: {}}", "payload 8 bytes 0800f7fd00010001"),
  ])
  func `a layer is one line`(yaml: String, line: String) throws {
    #expect(PacketText.layers(of: try PacketSource.bytes(yaml)).last == line)
  }
}
