/// The addresses of an IP packet that the checksums of what it carries cover.
struct PseudoHeader {
  /// The sender's, 4 or 16 bytes.
  var source: [UInt8]
  /// The receiver's; behind a routing header that is not used up, the last one's.
  var destination: [UInt8]

  /// The bytes in front of what is covered (RFC 9293, section 3.1; RFC 8200, section 8.1).
  func bytes(protocol number: UInt8, count: Int) -> [UInt8] {
    let length = UInt128(count)
    let isShort = source.count == 4
    return source + destination
      + (isShort
        ? [0, number] + BitField.bytes(length, count: 2) : BitField.bytes(length, count: 4) + [0, 0, 0, number])
  }
}
