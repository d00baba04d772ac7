/// Frames of the kinds that programs tell apart: what mutation of bytes alone would take long to come to.
enum PacketTemplates {
  /// What stands behind Ethernet's addresses, from the EtherType on. Lengths and checksums are left open.
  static let all: [[UInt8]] = {
    let options: [UInt8] = [0x94, 0x04, 0x00, 0x00]
    let bodies = [
      ipv4(6, tcp), ipv4(17, udp), ipv4(1, echo(8)), ipv4(6, tcp, options: options), ipv4(17, udp, fragment: 0x2000),
      ipv4(17, payload, fragment: 0x0040), ipv4(4, Array(ipv4(17, udp).dropFirst(2))), ipv4(47, gre), ipv4(132, sctp),
      ipv4(41, Array(ipv6(17, udp).dropFirst(2))), ipv6(6, tcp), ipv6(17, udp), ipv6(58, echo(128)),
      ipv6(58, neighbour), ipv6(0, [17, 0, 1, 4, 0, 0, 0, 0] + udp), ipv6(44, [17, 0, 0, 1, 0, 0, 0, 7] + udp), arp,
    ]
    return bodies + bodies.prefix(2).map { [0x81, 0x00, 0x00, 0x07] + $0 }
      + [[0x88, 0xa8, 0x00, 0x07, 0x81, 0x00, 0x00, 0x08] + bodies[0], [0x88, 0xb5] + payload]
  }()

  private static let addresses4: [UInt8] = [10, 0, 0, 1, 10, 0, 0, 2]
  private static let addresses6: [UInt8] =
    [0xfd] + [UInt8](repeating: 0, count: 14) + [1] + [0xfd] + [UInt8](repeating: 0, count: 14) + [2]
  private static let payload: [UInt8] = Array(0..<16)
  private static let tcp: [UInt8] = [0x9c, 0x40, 0, 80, 0, 0, 0, 1, 0, 0, 0, 0, 0x50, 0x02, 0xff, 0xff, 0, 0, 0, 0]
  private static let udp: [UInt8] = [0x9c, 0x40, 0, 53, 0, 0, 0, 0] + payload
  private static let gre: [UInt8] = [0, 0, 0x08, 0x00] + ipv4(17, udp).dropFirst(2)
  private static let sctp: [UInt8] = [0x9c, 0x40, 0, 80, 0, 0, 0, 0, 0, 0, 0, 0]
  private static let arp: [UInt8] =
    [0x08, 0x06, 0, 1, 0x08, 0, 6, 4, 0, 1, 2, 0, 0, 0, 0, 1, 10, 0, 0, 1, 0, 0, 0, 0, 0, 0, 10, 0, 0, 2]
  private static let neighbour: [UInt8] = [135, 0, 0, 0, 0, 0, 0, 0] + addresses6.suffix(16)

  private static func echo(_ type: UInt8) -> [UInt8] { [type, 0, 0, 0, 0, 1, 0, 1] + payload }

  private static func ipv4(
    _ number: UInt8, _ body: [UInt8], options: [UInt8] = [], fragment: UInt16 = 0x4000
  ) -> [UInt8] {
    let head: [UInt8] = [
      0x08, 0x00, 0x45 + UInt8(options.count / 4), 0, 0, 0, 0, 1, UInt8(fragment >> 8), UInt8(fragment & 0xff), 64,
      number, 0, 0,
    ]
    return head + addresses4 + options + body
  }

  private static func ipv6(_ next: UInt8, _ body: [UInt8]) -> [UInt8] {
    [0x86, 0xdd, 0x60, 0, 0, 0, 0, 0, next, 64] + addresses6 + body
  }
}
