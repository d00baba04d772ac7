/// Lengths and checksums as a sender would fill them in: most of what a program does lies behind the checks of them.
enum PacketRepair {
  /// Fills them in, inner headers before outer ones.
  static func repair(_ bytes: inout [UInt8], from start: Int) {
    let outline = PacketOutline(bytes, from: start)
    let headers = outline.headers
    // Lengths first: checksums cover them.
    for header in headers {
      let left = bytes.count - header.start
      switch header.kind {
      case .ipv4: put(&bytes, header.start + 2, min(left, 0xffff))
      case .ipv6: put(&bytes, header.start + 4, min(left - 40, 0xffff))
      case .udp: put(&bytes, header.start + 4, min(left, 0xffff))
      case .tcp, .icmp, .icmpv6: break
      }
    }
    for header in headers.reversed() {
      switch header.kind {
      case .ipv4:
        let end = min(header.start + max(20, Int(bytes[header.start] & 0xf) * 4), bytes.count)
        put(&bytes, header.start + 10, 0)
        put(&bytes, header.start + 10, folded(sum(bytes, header.start..<end)))
      case .tcp: transport(&bytes, header, headers, protocol: 6, at: 16)
      case .udp: transport(&bytes, header, headers, protocol: 17, at: 6)
      case .icmpv6: transport(&bytes, header, headers, protocol: 58, at: 2)
      case .icmp:
        put(&bytes, header.start + 2, 0)
        put(&bytes, header.start + 2, folded(sum(bytes, header.start..<bytes.count)))
      case .ipv6: break
      }
    }
  }

  /// A checksum over the header, what is behind it, and the addresses of the header around it (RFC 9293 3.1, RFC 8200 8.1).
  private static func transport(
    _ bytes: inout [UInt8], _ header: PacketOutline.Header, _ headers: [PacketOutline.Header], protocol number: UInt32,
    at offset: Int
  ) {
    guard let outer = header.outer.map({ headers[$0] }) else { return }
    let addresses = outer.kind == .ipv4 ? outer.start + 12..<outer.start + 20 : outer.start + 8..<outer.start + 40
    put(&bytes, header.start + offset, 0)
    let length = UInt32(bytes.count - header.start)
    let total = sum(bytes, addresses) + sum(bytes, header.start..<bytes.count) + number + length
    let checksum = folded(total)
    // 0 in UDP's says that there is none.
    put(&bytes, header.start + offset, number == 17 && checksum == 0 ? 0xffff : checksum)
  }

  private static func put(_ bytes: inout [UInt8], _ place: Int, _ number: Int) {
    bytes[place] = UInt8(truncatingIfNeeded: number >> 8)
    bytes[place + 1] = UInt8(truncatingIfNeeded: number)
  }

  /// 16-bit words added up; 64 KiB of them fit.
  private static func sum(_ bytes: [UInt8], _ range: Range<Int>) -> UInt32 {
    var total: UInt32 = 0
    var index = range.lowerBound
    while index + 1 < range.upperBound {
      total += UInt32(bytes[index]) << 8 | UInt32(bytes[index + 1])
      index += 2
    }
    if index < range.upperBound { total += UInt32(bytes[index]) << 8 }
    return total
  }

  private static func folded(_ total: UInt32) -> Int {
    var total = total
    while total > 0xffff { total = total & 0xffff + total >> 16 }
    return Int(~total & 0xffff)
  }
}
