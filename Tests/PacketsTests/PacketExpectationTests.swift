import Findings
import Packets
import Testing

struct PacketExpectationTests {
  private let sent = "{eth: {}, ipv4: {ttl: 64}, tcp: {dport: 80}, payload: abc}"

  private func differences(
    _ expectation: String, _ actual: String, sent: String? = nil, blank: Bool = false
  ) throws -> [String] {
    var bytes = try PacketSource.bytes(actual)
    if blank { bytes.replaceSubrange(0..<14, with: [UInt8](repeating: 0, count: 14)) }
    return try PacketSource.expectation(expectation).differences(
      from: bytes, sent: try PacketSource.bytes(sent ?? self.sent), ethernetIsBlank: blank
    ).map(\.description)
  }

  @Test func `an unchanged packet is as it was sent`() throws {
    #expect(try differences("unchanged", sent) == [])
    #expect(
      try differences("unchanged", "{eth: {}, ipv4: {ttl: 63}, tcp: {dport: 80}, payload: abc}") == [
        "ipv4.ttl: expected 64 (0x40), is 63 (0x3f)", "ipv4.checksum: expected 0x66cb, is 0x67cb",
      ])
  }

  @Test func `only fields that are named count`() throws {
    let actual = "{eth: {}, ipv4: {ttl: 63, src: 9.9.9.9}, tcp: {dport: 80}, payload: abcd}"
    #expect(try differences("{ipv4: {ttl: 63}}", actual) == [])
    #expect(
      try differences("{ipv4: {ttl: 62, dst: 10.0.0.3}, payload: abc, size: 57}", actual) == [
        "ipv4.ttl: expected 62 (0x3e), is 63 (0x3f)",
        "ipv4.dst: expected 10.0.0.3 (0x0a000003), is 10.0.0.2 (0x0a000002)",
        "payload: expected 3 bytes 'abc' (0x616263), is 4 bytes 'abcd' (0x61626364)",
        "size: expected 57 bytes, is 58 bytes",
      ])
  }

  @Test(arguments: [
    ("{ipv4: {ttl: '>= 63'}}", true), ("{ipv4: {ttl: '> 63'}}", false), ("{ipv4: {ttl: 60..63}}", true),
    ("{ipv4: {ttl: '!= 63'}}", false), ("{ipv4: {ttl: any}}", true), ("{ipv4: {src: 10.0.0.0/8}}", true),
    ("{ipv4: {src: 10.0.1.0/24}}", false), ("{vlan: absent}", true), ("{tcp: absent}", false), ("{vlan: {}}", false),
    ("{ipv4: {checksum: good}}", true), ("{ipv4: {checksum: bad}}", false), ("{payload: /b/}", true),
    ("{payload: /x/}", false), ("{tcp: {flags: syn}}", true), ("{tcp: {flags: [syn, ack]}}", false),
    ("{size: '<= 60'}", true), ("{ipv4: {ttl: 63}, otherwise: unchanged}", true),
    ("{tcp: {dport: 80}, otherwise: unchanged}", false), ("{tcp: {options: []}}", true), ("{payload: absent}", false),
    ("{icmp: {type: echo}}", false), ("{ipv4: {tos: 0}}", true), ("{ipv4: {tos: 4}}", false),
    ("{ipv4: {trailer: ''}}", true),
    ("{ipv4: {trailer: '00'}}", false),
  ])
  func `fields may be predicates`(expectation: String, holds: Bool) throws {
    let actual = "{eth: {}, ipv4: {ttl: 63}, tcp: {dport: 80}, payload: abc}"
    #expect(try differences(expectation, actual).isEmpty == holds)
  }

  @Test func `what is not named may be expected unchanged`() throws {
    let tagged = "{eth: {}, vlan: {id: 5}, ipv4: {ttl: 64}, tcp: {dport: 80}, payload: abc}"
    #expect(try differences("{vlan: {id: 5}, otherwise: unchanged}", tagged) == [])
    #expect(try differences("{vlan: absent, otherwise: unchanged}", sent, sent: tagged) == [])
    #expect(
      try differences("{ipv4: {ttl: 64}, otherwise: unchanged}", tagged) == [
        "layers: expected eth ipv4 tcp payload, is eth vlan ipv4 tcp payload", "size: expected 57 bytes, is 61 bytes",
      ])
    let longer = "{eth: {}, ipv4: {ttl: 64}, tcp: {dport: 80}, payload: abcd}"
    #expect(
      try differences("{payload: abcd, otherwise: unchanged}", longer) == [])
    let marked = "{eth: {}, ipv4: {ttl: 64, dscp: 10, id: 3}, tcp: {dport: 80}, payload: abc}"
    #expect(
      try differences("{ipv4: {tos: 0x28}, otherwise: unchanged}", marked) == [
        "ipv4.id: expected 0 (0x0000), is 3 (0x0003)"
      ])
    #expect(try differences("{otherwise: unchanged, ignore: [ipv4]}", marked) == [])
    let tunnel = "[{eth: {}}, {ipv4: {}}, {ipv4: {}}, {udp: {}}]"
    let inner = "[{eth: {}}, {ipv4: {}}, {ipv4: {ttl: 5}}, {udp: {}}]"
    #expect(
      try differences("{ipv4: {ttl: 64}, otherwise: unchanged}", inner, sent: tunnel) == [
        "ipv4.ttl: expected 64 (0x40), is 5 (0x05)"
      ])
    #expect(try differences("[{ipv4: {}}, {ipv4: {ttl: 5}}, {otherwise: unchanged}]", inner, sent: tunnel) == [])
    let sport = "{eth: {}, ipv4: {}, udp: {dport: 9}}"
    #expect(
      try differences("{ipv4: {ttl: 64}, otherwise: unchanged}", sport, sent: "{eth: {}, ipv4: {}, udp: {dport: 7}}")
        == ["udp.dport: expected 7 (0x0007), is 9 (0x0009)"])
  }

  @Test func `wrong checksums are reported where the packet changed`() throws {
    let actual = "{eth: {}, ipv4: {ttl: 63, checksum: 0x66cb}, tcp: {dport: 80}, payload: abc}"
    #expect(
      try differences("{ipv4: {ttl: 63}}", actual)
        == ["ipv4.checksum: expected 0x67cb, is 0x66cb, which is wrong"])
    #expect(try differences("{ipv4: {ttl: 63}, ignore: [ipv4.checksum]}", actual) == [])
    // One that was sent wrong is nobody's fault.
    #expect(try differences("{ipv4: {ttl: 63}}", actual, sent: actual) == [])
  }

  @Test func `added and removed layers are named`() throws {
    #expect(
      try differences("unchanged", "{eth: {}, vlan: {id: 5}, ipv4: {ttl: 64}, tcp: {dport: 80}, payload: abc}") == [
        "layers: expected eth ipv4 tcp payload, is eth vlan ipv4 tcp payload",
        "eth.type: expected ipv4 (0x0800), is vlan (0x8100)", "size: expected 57 bytes, is 61 bytes",
      ])
  }

  @Test func `a blank Ethernet header is taken from what was sent`() throws {
    #expect(try differences("unchanged", sent, blank: true) == [])
    #expect(try differences("{ipv4: {ttl: 64}}", sent, blank: true) == [])
    #expect(
      try differences("{eth: {src: any}}", sent, blank: true) == [
        "eth: expected its fields, is blank: this type's packets come back without it"
      ])
    let six = "{eth: {}, ipv6: {}, tcp: {dport: 80}}"
    #expect(try differences("{ipv6: {hop_limit: 64}}", six, blank: true) == [])
  }

  @Test func `a difference says where its field is expected`() throws {
    let bytes = try PacketSource.bytes(sent)
    let expectation = try PacketSource.expectation("ipv4:\n  ttl: 63\nvlan: {}\n")
    let differences = expectation.differences(from: bytes, sent: bytes)
    #expect(differences.map(\.path) == ["ipv4.ttl", "vlan"])
    #expect(differences.map { $0.span?.description } == ["t.yml:2:8", "t.yml:3:1"])
    #expect(differences[0].expectedText == "63 (0x3f)" && differences[0].range == 22..<23)
  }

  @Test func `whole packets are compared byte by byte`() throws {
    let hex = PacketSource.hex(try PacketSource.bytes(sent))
    #expect(try differences("{hex: '\(hex)'}", sent) == [])
    #expect(
      try differences("{hex: '\(hex)'}", "{eth: {}, ipv4: {ttl: 64}, tcp: {dport: 81, checksum: 0x1}, payload: abc}")
        .map { String($0.prefix { $0 != ":" }) } == ["tcp.dport", "tcp.checksum"])
    #expect(
      try differences("{hex: 'ff00'}", "{hex: 'ff01'}") == [
        "payload: expected 2 bytes ff00, is 2 bytes ff01"
      ])
  }

  @Test(arguments: [
    ("changed", "1:1: expected 'unchanged' or a packet's fields, found 'changed'"),
    ("{ignore: [ipv4.idd], size: 3}", "1:11: ipv4 has no field 'idd'; did you mean 'id'?"),
    ("{ipv4: {ttl: '>= x'}}", "1:14: ipv4.ttl takes a number from 0 to 255, found 'x'"),
    ("{ipv4: {src: 10.0.0.0/33}}", "1:14: a prefix of ipv4.src has 0 to 32 bits, found '10.0.0.0/33'"),
    ("{ipv4: {ttl: 9..1}}", "1:14: no value of ipv4.ttl is in '9..1'"),
    ("{hex: '00', size: 1}", "1:1: the whole packet is expected, and parts of it too; leave out one of the two"),
    (
      "{ignore: [ipv4]}",
      "1:1: nothing is expected of the packet; otherwise: unchanged expects all that is not ignored"
    ),
    ("{payload: '/(/'}", "1:11: payload: '/(/' is no regular expression"),
  ])
  func `what is wrong with an expectation is said at its place`(yaml: String, problem: String) throws {
    #expect(try PacketSource.expectationProblems(yaml) == [problem])
  }
}
