/// The two checksums that packets carry.
enum Checksum {
  /// The internet checksum (RFC 1071) of all parts one after the other: the complement of the sum of 16-bit words. Every
  /// part but the last has an even number of bytes.
  static func internet(_ parts: ArraySlice<UInt8>...) -> UInt16 {
    var sum: UInt64 = 0
    for part in parts {
      var index = part.startIndex
      while index + 1 < part.endIndex {
        sum += UInt64(part[index]) << 8 | UInt64(part[index + 1])
        index += 2
      }
      if index < part.endIndex { sum += UInt64(part[index]) << 8 }
    }
    while sum > 0xffff { sum = sum & 0xffff + sum >> 16 }
    return ~UInt16(truncatingIfNeeded: sum)
  }

  /// CRC32c as SCTP writes it into its header (RFC 9260, appendix A): the least significant byte first.
  static func crc32c(_ bytes: some Sequence<UInt8>) -> UInt32 {
    var crc = UInt32.max
    for byte in bytes { crc = table[Int(UInt8(truncatingIfNeeded: crc) ^ byte)] ^ crc >> 8 }
    return (~crc).byteSwapped
  }

  private static let table: [UInt32] = (0..<256).map { index in
    var crc = UInt32(index)
    for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0x82f6_3b78 : crc >> 1 }
    return crc
  }
}
