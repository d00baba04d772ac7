import Packets
import Testing

struct PacketCaptureTests {
  private let frames: [[UInt8]] = [[1, 2, 3], [], [0xff, 0xfe, 0xfd, 0xfc, 0xfb]]

  @Test(arguments: [
    // Two packets at 1 s + 2 us and at 3 s + 4 ns, by hand.
    ("d4c3b2a1 0200 0400 00000000 00000000 ffff0000 01000000  01000000 02000000 02000000 02000000 aabb", 1_000_002_000),
    ("a1b2c3d4 0002 0004 00000000 00000000 0000ffff 00000001  00000001 00000002 00000002 00000002 aabb", 1_000_002_000),
    ("4d3cb2a1 0200 0400 00000000 00000000 ffff0000 01000000  03000000 04000000 02000000 09000000 aabb", 3_000_000_004),
    ("a1b23c4d 0002 0004 00000000 00000000 0000ffff 00000001  00000003 00000004 00000002 00000009 aabb", 3_000_000_004),
  ])
  func `pcap is read in both byte orders and both units of time`(hex: String, time: UInt64) throws {
    let capture = try PacketCapture(PacketSource.hex(hex))
    #expect(capture.packets.map(\.bytes) == [[0xaa, 0xbb]])
    #expect(capture.packets.map(\.nanoseconds) == [time])
    #expect(capture.packets.map(\.originalLength) == [time > 2_000_000_000 ? 9 : 2])
  }

  @Test func `pcapng is read with its simple, enhanced and unknown blocks`() throws {
    let section = "0a0d0d0a 0000001c 1a2b3c4d 0001 0000 ffffffffffffffff 0000001c"
    // Link type 1, snap length 3, time stamps of 2^-10 seconds.
    let interface = "00000001 00000020 0001 0000 00000003 0009 0001 8a000000 0000 0000 00000020"
    let unknown = "00000bad 0000000c 0000000c"
    let simple = "00000003 00000014 00000005 aabbcc00 00000014"
    let enhanced = "00000006 00000024 00000000 00000000 00000600 00000002 00000005 ddee0000 00000024"
    let capture = try PacketCapture(PacketSource.hex(section + interface + unknown + simple + enhanced))
    #expect(capture.packets.map(\.bytes) == [[0xaa, 0xbb, 0xcc], [0xdd, 0xee]])
    #expect(capture.packets.map(\.nanoseconds) == [nil, 1_500_000_000])
    #expect(capture.packets.map(\.originalLength) == [5, 5])
  }

  @Test func `what is written is read again`() throws {
    let packets = frames.enumerated().map {
      CapturedPacket($1, linkType: 1, nanoseconds: 1_700_000_000_123_456_789 + UInt64($0), originalLength: 9)
    }
    #expect(try PacketCapture(PacketCapture(packets: packets).pcap).packets == packets)
    let mixed = packets + [CapturedPacket([0x45], linkType: 101, nanoseconds: 5)]
    #expect(try PacketCapture(PacketCapture(packets: mixed).pcapng).packets == mixed)
    #expect(try PacketCapture(PacketCapture(packets: []).pcap).packets == [])
  }

  @Test func `a fixture names a packet of a capture`() throws {
    let capture = PacketCapture(packets: [
      CapturedPacket([1, 2, 3]), CapturedPacket([0x45, 1], linkType: 101), CapturedPacket([1], linkType: 147),
    ])
    let files = [
      "a.pcap": capture.pcapng, "bad": [1, 2, 3, 4], "one": PacketCapture(packets: [CapturedPacket([9])]).pcap,
    ]
    #expect(try PacketSource.bytes("{pcap: a.pcap#1}", files: files) == [1, 2, 3])
    #expect(try PacketSource.bytes("{pcap: one}", files: files) == [9])
    #expect(
      try PacketSource.hex(PacketSource.bytes("{pcap: a.pcap#2}", files: files)) == "02000000000202000000000108004501")
    for (name, problem) in [
      ("a.pcap", "1:8: the capture 'a.pcap' has 3 packets; write which: a.pcap#1"),
      ("a.pcap#0", "1:8: expected file#n with n from 1, found 'a.pcap#0'"),
      ("a.pcap#4", "1:8: the capture 'a.pcap' has 3 packets, no packet 4"),
      (
        "a.pcap#3", "1:8: packet 3 of 'a.pcap' has the link type 147, of which no Ethernet frame can be made"
      ),
      (
        "none#1",
        "1:8: there is no capture 'none' that can be read; its path is relative to the test file, and it has 64 MiB at most"
      ),
      (
        "bad#1",
        "1:8: the capture 'bad' cannot be read: a capture starts with a header of 24 bytes, this file has 4"
      ),
    ] {
      #expect(try PacketSource.problems("{pcap: \(name)}", files: files) == [problem])
    }
  }

  @Test func `layers beside a captured packet change its fields`() throws {
    let sent = try PacketSource.bytes("{eth: {}, ipv4: {id: 7}, tcp: {seq: 5, checksum: 0x1}, payload: abc}")
    let files = ["a": PacketCapture(packets: [CapturedPacket(sent)]).pcap]
    #expect(
      try PacketSource.bytes("{pcap: a#1, ipv4: {ttl: 1}, payload: abcd}", files: files)
        == PacketSource.bytes("{eth: {}, ipv4: {id: 7, ttl: 1}, tcp: {seq: 5, checksum: 0x1}, payload: abcd}"))
    #expect(
      try PacketSource.bytes("{hex: '\(PacketSource.hex(sent))', tcp: {checksum: auto}}")
        == PacketSource.bytes("{eth: {}, ipv4: {id: 7}, tcp: {seq: 5}, payload: abc}"))
    #expect(
      try PacketSource.problems("{pcap: a#1, udp: {}}", files: files) == [
        "1:13: the packet has no layer 'udp' to change; its layers are eth, ipv4, tcp, payload"
      ])
  }
}
