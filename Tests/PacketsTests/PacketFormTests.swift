import Packets
import Testing

struct PacketFormTests {
  private let eth = "020000000002 020000000001 "

  @Test func `a TCP packet has its lengths, types and checksums filled in`() throws {
    let bytes = try PacketSource.bytes(
      "{eth: {}, ipv4: {src: 10.0.0.1, dst: 10.0.0.2}, tcp: {sport: 1234, dport: 443, flags: syn}}")
    // Sums by hand: 4500+0028+4006+0a00+0001+0a00+0002 = 9931, complement 66ce; pseudo header 0a00+0001+0a00+0002+0006+0014
    // = 141d, TCP 04d2+01bb+5002+ffff = 1568e, together 16aab, folded 6aac, complement 9553.
    #expect(
      bytes
        == PacketSource.hex(
          eth + "0800 4500 0028 0000 0000 4006 66ce 0a000001 0a000002"
            + "04d2 01bb 00000000 00000000 5002 ffff 9553 0000"))
  }

  @Test func `the header of RFC 1071's usual example has its checksum`() throws {
    // 4500 0073 0000 4000 4011 b861 c0a8 0001 c0a8 00c7, the example that most texts carry.
    let bytes = try PacketSource.bytes(
      "{ipv4: {length: 115, flags: df, protocol: udp, src: 192.168.0.1, dst: 192.168.0.199}}")
    #expect(PacketSource.hex(bytes) == "45000073000040004011b861c0a80001c0a800c7")
  }

  @Test func `UDP over IPv6 counts its pseudo header`() throws {
    let bytes = try PacketSource.bytes("{ipv6: {}, udp: {sport: 1, dport: 2}, payload: 'ab'}")
    // fd00+1+fd00+2+000a+0011 + 0001+0002+000a+6162 = 25b8d, folded 5b8f, complement a470.
    #expect(
      PacketSource.hex(bytes)
        == "60000000000a1140fd000000000000000000000000000001fd000000000000000000000000000002"
        + "00010002000aa4706162")
  }

  @Test func `every field can be given, and so be broken`() throws {
    let right = try PacketSource.bytes("{ipv4: {}, tcp: {}}")
    for (field, at, value) in [
      ("ipv4: {checksum: 0xdead}, tcp: {}", 10, 0xdead), ("ipv4: {length: 20}, tcp: {}", 2, 20),
      ("ipv4: {}, tcp: {checksum: 0}", 36, 0), ("ipv4: {header_length: 3}, tcp: {}", 0, 0x4300),
      ("ipv4: {protocol: 17, checksum: 0}, tcp: {}", 8, 0x4011),
    ] {
      let bytes = try PacketSource.bytes("{\(field)}")
      #expect(bytes.count == right.count)
      #expect(Int(bytes[at]) << 8 | Int(bytes[at + 1]) == value, "\(field)")
    }
    let bad = try PacketSource.bytes("{ipv4: {checksum: bad}, tcp: {checksum: bad}}")
    #expect(bad[10...11] != right[10...11] && bad[36...37] != right[36...37])
    #expect(PacketText.layers(of: bad, from: .network).allSatisfy { $0.contains("should be") })
  }

  @Test func `repeated layers stand in a list`() throws {
    let bytes = try PacketSource.bytes(
      "[{eth: {}}, {qinq: {id: 5}}, {vlan: {id: 6}}, {ipv4: {}}, {ipv4: {src: 1.2.3.4}}, {udp: {}}, {payload: hi}]")
    #expect(
      PacketText.layers(of: bytes) == [
        "eth 02:00:00:00:00:01 > 02:00:00:00:00:02 qinq", "qinq id 5 vlan", "vlan id 6 ipv4",
        "ipv4 10.0.0.1 > 10.0.0.2 ipv4 ttl 64 len 50", "ipv4 1.2.3.4 > 10.0.0.2 udp ttl 64 len 30",
        "udp 40000 > 9 len 10", "payload 2 bytes 'hi'",
      ])
  }

  @Test(arguments: [
    ("{size: 100}", "payload 100 bytes of 00"), ("{size: 9, fill: 0xff}", "payload 9 bytes of ff"),
    ("{size: 3}", "payload 3 bytes 000000"), ("aaaaaaaaaaaa", "payload 12 bytes of 'a'"),
    ("{size: 33, text: a}", "payload 33 bytes 6100000000000000000000000000000000000000000000000000000000000000..."),
  ])
  func `many bytes of one value are said once`(_ payload: String, _ text: String) throws {
    let bytes = try PacketSource.bytes("{eth: {}, payload: \(payload)}")
    #expect(PacketText.layers(of: bytes).last == text)
  }

  @Test func `payloads are text, hex, base64, filled or random`() throws {
    func payload(_ yaml: String) throws -> [UInt8] {
      Array(try PacketSource.bytes("{eth: {}, payload: \(yaml)}")[14...])
    }
    #expect(try payload("hello") == Array("hello".utf8))
    #expect(try payload("{hex: '00 ff:1a'}") == [0, 0xff, 0x1a])
    #expect(try payload("{base64: AP8a}") == [0, 0xff, 0x1a])
    #expect(try payload("{size: 3, fill: 0x41}") == [0x41, 0x41, 0x41])
    #expect(try payload("{text: a, size: 3}") == [0x61, 0, 0])
    // SplitMix64 of seed 1234567 begins with 6457827717110365317 (Vigna's reference values).
    let random = try payload("{random: 1234567, size: 9}")
    #expect(random.prefix(8).reversed().reduce(0 as UInt64) { $0 << 8 | UInt64($1) } == 6_457_827_717_110_365_317)
    #expect(random.count == 9)
  }

  @Test func `a size is the whole packet's, and the lengths count it`() throws {
    let bytes = try PacketSource.bytes("{eth: {}, ipv4: {}, udp: {}, size: 100}")
    #expect(bytes.count == 100)
    #expect(PacketText.layers(of: bytes)[1].hasSuffix("len 86"))
    #expect(try PacketSource.bytes("{eth: {}, ipv4: {}, udp: {}, truncate: 20}").count == 20)
    #expect(try PacketSource.bytes("{hex: 'ff', size: 4}") == [0xff, 0, 0, 0])
    let padded = try PacketSource.bytes("{eth: {}, ipv4: {trailer: {size: 18}}, udp: {}}")
    #expect(padded.count == 60)
    #expect(PacketText.layers(of: padded)[1].hasSuffix("len 28 (18 bytes behind it)"))
  }

  @Test(arguments: [
    ("{eth: {}, ipv4: {tttl: 5}}", "1:18: unknown key 'tttl'; did you mean 'ttl'?"),
    ("{eth: {}, ipv4: {ttl: 256}}", "1:23: ipv4.ttl takes a number from 0 to 255, found '256'"),
    ("{eth: {}, ip4: {}}", "1:11: there is no layer 'ip4'; did you mean 'ipv4'?"),
    ("{ipv4: {src: 10.0.0}}", "1:14: ipv4.src takes an IPv4 address as 10.0.0.1, found '10.0.0'"),
    ("{tcp: {flags: [syn, akc]}}", "1:21: tcp.flags has no flag 'akc'; did you mean 'ack'?"),
    ("{eth: {type: ivp4}}", "1:14: eth.type has no value 'ivp4'; did you mean 'ipv4'?"),
    ("{ipv4: {tos: 1, dscp: 3}}", "1:9: ipv4.tos and ipv4.dscp are the same bits"),
    ("{icmp: {type: unreachable, seq: 1}}", "1:28: icmp.seq is not there where type is unreachable"),
    ("{hex: '0'}", "1:7: expected hex digits, found '0': the last byte has one hex digit, it takes two"),
    ("{hex: '0g'}", "1:7: expected hex digits, found '0g': 'g' is no hex digit"),
    ("{hex: '00', tcp: {}}", "1:13: the packet has no layer 'tcp' to change; its bytes are taken for no header"),
    ("{eth: {}, size: 5}", "1:17: the packet has 14 bytes already, more than the size 5; truncate: 5 cuts it off"),
    ("{tcp: {options: [{mms: 5}]}}", "1:19: tcp.options has no 'mms'; did you mean 'mss'?"),
    ("{}", "1:1: the packet says nothing; give layers, as {eth: {}, ipv4: {}, tcp: {}}, or hex"),
    ("{ipv4: {}, payload: {size: 70000}}", "1:2: 70020 bytes do not fit into the 16 bits of ipv4.length; give length"),
    ("{payload: {random: 5}}", "1:20: random bytes need a size; write {random: 5, size: 64}"),
  ])
  func `what is wrong is said at its place`(yaml: String, problem: String) throws {
    #expect(try PacketSource.problems(yaml) == [problem])
  }

  @Test func `the layers of a packet have a limit`() throws {
    let layers = Array(repeating: "{mpls: {}}", count: 65).joined(separator: ", ")
    #expect(try PacketSource.problems("[\(layers)]") == ["1:1: a packet has at most 64 layers, here are 65"])
  }

  @Test func `all problems are said at once`() throws {
    #expect(try PacketSource.problems("{eth: {x: 1}, ipv4: {ttl: -1, src: a}, foo: {}}").count == 4)
  }
}
