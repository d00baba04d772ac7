/// Where the fields of a frame's headers are, as far as the frame holds them. Made for every few inputs, so it names
/// nothing and knows only what most programs look at: Ethernet, VLAN tags, ARP, IPv4, IPv6 with extension headers, TCP,
/// UDP, ICMP, and IP in IP.
struct PacketOutline {
  /// A header that a checksum or a length belongs to.
  struct Header: Hashable {
    enum Kind: Hashable { case ipv4, ipv6, tcp, udp, icmp, icmpv6 }
    var kind: Kind
    var start: Int
    /// The number of the header around it among the headers; nil for the outermost.
    var outer: Int?
  }

  /// The fields' bytes, in order.
  private(set) var fields: [Range<Int>] = []
  /// Headers with lengths and checksums, outer ones first.
  private(set) var headers: [Header] = []
  /// Where what is not known begins.
  private(set) var payload = 0

  private static let mostTags = 4
  private static let mostHeaders = 8

  /// The outline of a frame that begins there in some bytes.
  init(_ bytes: [UInt8], from start: Int) {
    payload = start
    ethernet(bytes)
  }

  private mutating func add(_ bytes: [UInt8], _ start: Int, _ sizes: [Int]) -> Bool {
    var place = start
    for size in sizes {
      guard place + size <= bytes.count else { return false }
      fields.append(place..<place + size)
      place += size
    }
    payload = place
    return true
  }

  private mutating func ethernet(_ bytes: [UInt8]) {
    guard add(bytes, payload, [6, 6, 2]) else { return }
    var type = Self.number(bytes, payload - 2)
    for _ in 0..<Self.mostTags where type == 0x8100 || type == 0x88a8 {
      guard add(bytes, payload, [2, 2]) else { return }
      type = Self.number(bytes, payload - 2)
    }
    switch type {
    case 0x0800: ipv4(bytes, in: nil)
    case 0x86dd: ipv6(bytes, in: nil)
    case 0x0806: _ = add(bytes, payload, [2, 2, 1, 1, 2, 6, 4, 6, 4])
    default: break
    }
  }

  private mutating func ipv4(_ bytes: [UInt8], in outer: Int?) {
    let start = payload
    guard headers.count < Self.mostHeaders, add(bytes, start, [1, 1, 2, 2, 2, 1, 1, 2, 4, 4]) else { return }
    headers.append(Header(kind: .ipv4, start: start, outer: outer))
    let length = Int(bytes[start] & 0xf) * 4
    guard length >= 20, start + length <= bytes.count else { return }
    // Options, four bytes each.
    guard add(bytes, payload, Array(repeating: 4, count: (length - 20) / 4)) else { return }
    // What follows in a later fragment is no header.
    guard Self.number(bytes, start + 6) & 0x1fff == 0 else { return }
    transport(bytes, protocol: bytes[start + 9], in: headers.count - 1)
  }

  private mutating func ipv6(_ bytes: [UInt8], in outer: Int?) {
    let start = payload
    guard headers.count < Self.mostHeaders, add(bytes, start, [4, 2, 1, 1, 16, 16]) else { return }
    headers.append(Header(kind: .ipv6, start: start, outer: outer))
    let own = headers.count - 1
    var next = bytes[start + 6]
    for _ in 0..<Self.mostTags where [0, 43, 44, 60].contains(next) {
      let place = payload
      guard place + 8 <= bytes.count else { return }
      let isFragment = next == 44
      next = bytes[place]
      guard add(bytes, place, isFragment ? [1, 1, 2, 4] : [1, 1, 2, 4]) else { return }
      if isFragment, Self.number(bytes, place + 2) & 0xfff8 != 0 { return }
      let rest = isFragment ? 0 : Int(bytes[place + 1])
      guard add(bytes, payload, Array(repeating: 8, count: rest)) else { return }
    }
    transport(bytes, protocol: next, in: own)
  }

  private mutating func transport(_ bytes: [UInt8], protocol number: UInt8, in outer: Int) {
    let start = payload
    func header(_ kind: Header.Kind) -> Header { Header(kind: kind, start: start, outer: outer) }
    switch number {
    case 6: if add(bytes, start, [2, 2, 4, 4, 1, 1, 2, 2, 2]) { headers.append(header(.tcp)) }
    case 17: if add(bytes, start, [2, 2, 2, 2]) { headers.append(header(.udp)) }
    case 1: if add(bytes, start, [1, 1, 2, 2, 2]) { headers.append(header(.icmp)) }
    case 58: if add(bytes, start, [1, 1, 2, 2, 2]) { headers.append(header(.icmpv6)) }
    case 4: ipv4(bytes, in: outer)
    case 41: ipv6(bytes, in: outer)
    default: break
    }
  }

  static func number(_ bytes: [UInt8], _ place: Int) -> Int { Int(bytes[place]) << 8 | Int(bytes[place + 1]) }
}
