/// Where a packet stands in a capture.
struct CaptureRecord {
  /// Its bytes in the file.
  var range: Range<Int>
  /// The link type of its interface.
  var linkType: UInt32
  /// When, in nanoseconds since 1970.
  var nanoseconds: UInt64?
  /// How many bytes it had.
  var originalLength: Int

  /// The packet.
  func packet(_ bytes: [UInt8]) -> CapturedPacket {
    CapturedPacket(
      Array(bytes[range]), linkType: linkType, nanoseconds: nanoseconds, originalLength: originalLength)
  }
}
