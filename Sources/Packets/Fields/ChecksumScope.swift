/// What a checksum covers.
enum ChecksumScope: Sendable {
  /// The header.
  case header
  /// The header and all that follows.
  case whole
  /// The addresses of the IP header before, a protocol's number, the length, the header and all that follows. With
  /// `zeroMeansNone` a checksum of zero says that there is none, and is never computed (RFC 768).
  case pseudo(UInt8, zeroMeansNone: Bool)
  /// As CRC32c, the header and all that follows.
  case crc32c
}
