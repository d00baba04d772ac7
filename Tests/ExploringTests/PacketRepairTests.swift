import Testing

@testable import Exploring

/// Lengths and checksums, against sums that anybody can add up: over a header with its own checksum in it they are zero.
@Suite struct PacketRepairTests {
  private static let addresses: [UInt8] = [2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1]

  /// The one's complement sum of some bytes, which is 0xffff where a checksum in it is right (RFC 1071).
  private static func sum(_ bytes: some Sequence<UInt8>) -> Int {
    var total = 0
    for (index, byte) in bytes.enumerated() { total += index.isMultiple(of: 2) ? Int(byte) << 8 : Int(byte) }
    while total > 0xffff { total = total & 0xffff + total >> 16 }
    return total
  }

  @Test func `every template gets lengths and checksums that hold`() {
    for template in PacketTemplates.all {
      var packet = Self.addresses + template
      PacketRepair.repair(&packet, from: 0)
      let headers = PacketOutline(packet, from: 0).headers
      for header in headers {
        let body = packet[header.start...]
        switch header.kind {
        case .ipv4:
          #expect(PacketOutline.number(packet, header.start + 2) == body.count)
          #expect(Self.sum(body.prefix(Int(packet[header.start] & 0xf) * 4)) == 0xffff)
        case .ipv6: #expect(PacketOutline.number(packet, header.start + 4) == body.count - 40)
        case .icmp: #expect(Self.sum(body) == 0xffff)
        case .tcp, .udp, .icmpv6:
          guard let outer = header.outer.map({ headers[$0] }) else { continue }
          let range = outer.kind == .ipv4 ? 12..<20 : 8..<40
          let number: UInt8 = header.kind == .tcp ? 6 : header.kind == .udp ? 17 : 58
          let pseudo = packet[outer.start...].dropFirst(range.lowerBound).prefix(range.count)
          let length = [UInt8(body.count >> 8), UInt8(body.count & 0xff)]
          #expect(Self.sum(pseudo + [0, number] + length + body) == 0xffff, "\(header.kind)")
        }
      }
    }
  }

  @Test func `a UDP packet is the one that others make`() {
    var packet: [UInt8] =
      Self.addresses + [8, 0, 0x45, 0, 0, 0, 0, 0, 0, 0, 64, 17, 0, 0, 10, 0, 0, 1, 10, 0, 0, 2]
      + [0, 53, 0, 53, 0, 0, 0, 0] + Array("abcd".utf8)
    PacketRepair.repair(&packet, from: 0)
    #expect(Array(packet[16..<18]) == [0, 32])
    #expect(Array(packet[24..<26]) == [0x66, 0xcb])
    #expect(Array(packet[38..<42]) == [0, 12, 0x26, 0xa3])
  }

  @Test func `fields lie within the packet whatever is cut off`() {
    for template in PacketTemplates.all {
      let packet = Self.addresses + template
      for count in 0...packet.count {
        var cut = Array(packet.prefix(count))
        let outline = PacketOutline(cut, from: 0)
        #expect(outline.fields.allSatisfy { $0.upperBound <= count })
        PacketRepair.repair(&cut, from: 0)
        #expect(cut.count == count)
      }
    }
  }

  @Test func `templates are told apart by their headers`() {
    let kinds = PacketTemplates.all.map { template in
      PacketOutline(Self.addresses + template, from: 0).headers.map(\.kind)
    }
    #expect(kinds.contains([.ipv4, .tcp]))
    #expect(kinds.contains([.ipv4, .ipv4, .udp]))
    #expect(kinds.contains([.ipv4, .ipv6, .udp]))
    #expect(kinds.contains([.ipv6, .icmpv6]))
    #expect(kinds.contains([]))
  }
}
