/// Internet and hardware addresses as text. Their bytes are in the order in which they lie in a packet.
public enum AddressText {
  /// The bytes of `10.0.0.9`; nil for other text. Four decimal numbers, none with zeros before it: such are octal to some.
  public static func ipv4(_ text: some StringProtocol) -> [UInt8]? {
    guard text.utf8.count <= 15 else { return nil }
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    var bytes: [UInt8] = []
    for part in parts {
      guard part.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }), let byte = UInt8(part),
        part.utf8.count == 1 || !part.hasPrefix("0")
      else { return nil }
      bytes.append(byte)
    }
    return bytes
  }

  /// The 16 bytes of `fe80::1` or `::ffff:10.0.0.9`; nil for other text.
  public static func ipv6(_ text: some StringProtocol) -> [UInt8]? {
    guard (2...45).contains(text.utf8.count), text.utf8.contains(UInt8(ascii: ":")) else { return nil }
    let halves = self.halves(of: Substring(text))
    guard halves.count <= 2 else { return nil }
    let groups = halves.map { self.groups($0) }
    guard let first = groups.first ?? nil else { return nil }
    guard groups.count == 2 else { return first.count == 16 ? first : nil }
    // `::` stands for at least one group of zeros.
    guard let last = groups[1], first.count + last.count <= 14 else { return nil }
    return first + [UInt8](repeating: 0, count: 16 - first.count - last.count) + last
  }

  /// The 6 bytes of `02:00:00:00:00:01` or `02-00-00-00-00-01`; nil for other text.
  public static func mac(_ text: some StringProtocol) -> [UInt8]? {
    guard text.utf8.count == 17 else { return nil }
    let parts = text.split(separator: text.contains("-") ? "-" : ":", omittingEmptySubsequences: false)
    guard parts.count == 6 else { return nil }
    var bytes: [UInt8] = []
    for part in parts {
      guard part.utf8.count == 2, part.utf8.first != UInt8(ascii: "+"), let byte = UInt8(part, radix: 16) else {
        return nil
      }
      bytes.append(byte)
    }
    return bytes
  }

  /// The address that fills a number of bytes: IPv4 4, MAC 6, IPv6 16; nil for other text and sizes.
  public static func bytes(_ text: some StringProtocol, count: Int) -> [UInt8]? {
    switch count {
    case 4: ipv4(text)
    case 6: mac(text)
    case 16: ipv6(text)
    default: nil
    }
  }

  /// The bytes of an address and how many of their bits count: `10.0.0.0/8`; nil for other text.
  public static func network(_ text: some StringProtocol, count: Int) -> (bytes: [UInt8], length: Int)? {
    let halves = text.split(separator: "/", omittingEmptySubsequences: false)
    guard halves.count == 2, count != 6, let bytes = self.bytes(halves[0], count: count), let length = Int(halves[1]),
      halves[1].utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }), length <= count * 8
    else { return nil }
    return (bytes, length)
  }

  /// An address of 4, 6 or 16 bytes as text; IPv6 as RFC 5952 has it. Nil for other sizes.
  public static func text(_ bytes: [UInt8]) -> String? {
    switch bytes.count {
    case 4: bytes.map(String.init).joined(separator: ".")
    case 6: bytes.map(HexText.byte).joined(separator: ":")
    case 16: ipv6Text(bytes)
    default: nil
    }
  }

  private static func halves(of text: Substring) -> [Substring] {
    let bytes = text.utf8
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let next = bytes.index(after: index)
      if bytes[index] == UInt8(ascii: ":"), next < bytes.endIndex, bytes[next] == UInt8(ascii: ":") {
        let rest = Substring(bytes[bytes.index(after: next)...])
        return [Substring(bytes[..<index]), rest]
      }
      index = next
    }
    return [text]
  }

  /// Groups of 16 bits between colons; the last may be an IPv4 address.
  private static func groups(_ text: Substring) -> [UInt8]? {
    guard !text.isEmpty else { return [] }
    var bytes: [UInt8] = []
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    for (index, part) in parts.enumerated() {
      if index == parts.count - 1, part.utf8.contains(UInt8(ascii: ".")) {
        guard let address = ipv4(part) else { return nil }
        bytes += address
        continue
      }
      guard (1...4).contains(part.utf8.count), part.utf8.first != UInt8(ascii: "+"),
        let group = UInt16(part, radix: 16)
      else { return nil }
      bytes += [UInt8(group >> 8), UInt8(group & 0xff)]
    }
    return bytes.count <= 16 ? bytes : nil
  }

  private static func ipv6Text(_ bytes: [UInt8]) -> String {
    let groups = stride(from: 0, to: 16, by: 2).map { UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]) }
    if groups.prefix(5).allSatisfy({ $0 == 0 }), groups[5] == 0xffff {
      return "::ffff:" + bytes.suffix(4).map(String.init).joined(separator: ".")
    }
    // The first of the longest runs of zeros is left out, when it is longer than one group.
    var longest = 0..<0
    var start = 0
    for index in 0...8 where index == 8 || groups[index] != 0 {
      if index - start > max(longest.count, 1) { longest = start..<index }
      start = index + 1
    }
    func text(_ range: Range<Int>) -> String { groups[range].map { String($0, radix: 16) }.joined(separator: ":") }
    return longest.isEmpty ? text(0..<8) : text(0..<longest.lowerBound) + "::" + text(longest.upperBound..<8)
  }
}
