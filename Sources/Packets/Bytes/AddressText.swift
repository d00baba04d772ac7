/// Addresses as people write them.
enum AddressText {
  /// `02:00:00:00:00:01`.
  static func mac(_ value: UInt128) -> String {
    BitField.bytes(value, count: 6).map(HexText.byte).joined(separator: ":")
  }

  /// A MAC address of six pairs of hex digits with `:` or `-` between them.
  static func mac(from text: String) -> UInt128? {
    let separator: Character = text.contains("-") ? "-" : ":"
    let parts = text.split(separator: separator, omittingEmptySubsequences: false)
    guard parts.count == 6 else { return nil }
    var value: UInt128 = 0
    for part in parts {
      guard part.utf8.count == 2, let byte = HexText.number(part) else { return nil }
      value = value << 8 | byte
    }
    return value
  }

  /// `10.0.0.1`.
  static func ipv4(_ value: UInt128) -> String {
    BitField.bytes(value, count: 4).map(String.init).joined(separator: ".")
  }

  /// An IPv4 address of four decimal numbers without leading zeros.
  static func ipv4(from text: some StringProtocol) -> UInt128? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    var value: UInt128 = 0
    for part in parts {
      guard part.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let byte = UInt8(part),
        part.utf8.count == String(byte).utf8.count
      else { return nil }
      value = value << 8 | UInt128(byte)
    }
    return value
  }

  /// An IPv6 address in the form of RFC 5952: small letters, the longest run of at least two zero groups as `::`.
  static func ipv6(_ value: UInt128) -> String {
    let groups = (0..<8).map { UInt16(truncatingIfNeeded: value >> UInt128(112 - 16 * $0)) }
    var longest = 0..<0
    var start = 0
    while start < 8 {
      var end = start
      while end < 8, groups[end] == 0 { end += 1 }
      if end - start > longest.count { longest = start..<end }
      start = end + 1
    }
    func text(_ groups: ArraySlice<UInt16>) -> String {
      groups.map { String($0, radix: 16) }.joined(separator: ":")
    }
    guard longest.count > 1 else { return text(groups[...]) }
    return text(groups[..<longest.lowerBound]) + "::" + text(groups[longest.upperBound...])
  }

  /// An IPv6 address: groups of hex digits, at most one `::`, the last four bytes as an IPv4 address if so wished.
  static func ipv6(from text: String) -> UInt128? {
    let halves = text.split(separator: "::", maxSplits: 2, omittingEmptySubsequences: false)
    guard halves.count <= 2, let head = groups(halves[0]) else { return nil }
    guard halves.count == 2 else { return head.count == 8 ? value(head) : nil }
    guard let tail = groups(halves[1]), head.count + tail.count < 8 else { return nil }
    return value(head + Array(repeating: 0, count: 8 - head.count - tail.count) + tail)
  }

  private static func groups(_ text: Substring) -> [UInt128]? {
    guard !text.isEmpty else { return [] }
    var groups: [UInt128] = []
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    for (index, part) in parts.enumerated() {
      if index == parts.count - 1, part.contains(".") {
        guard let address = ipv4(from: part) else { return nil }
        groups += [address >> 16, address & 0xffff]
      } else {
        guard part.utf8.count <= 4, let group = HexText.number(part) else { return nil }
        groups.append(group)
      }
    }
    return groups.count <= 8 ? groups : nil
  }

  private static func value(_ groups: [UInt128]) -> UInt128 { groups.reduce(0) { $0 << 16 | $1 } }
}
