import Placed

/// pcap (the format of libpcap's files: a header of 24 bytes, 16 bytes before each packet).
enum PlainCapture {
  private static let microseconds = 0xa1b2_c3d4
  private static let nanoseconds = 0xa1b2_3c4d

  /// Where the packets stand, the first `limit` of them.
  static func records(_ bytes: [UInt8], limit: Int) throws(CaptureFault) -> [CaptureRecord] {
    var cursor = CaptureCursor(bytes)
    guard bytes.count >= 24 else {
      throw CaptureFault(words: "a capture starts with a header of 24 bytes, this file has \(bytes.count)")
    }
    var magic = try cursor.number(4)
    if magic != microseconds, magic != nanoseconds {
      cursor = CaptureCursor(bytes, isBigEndian: true)
      magic = try cursor.number(4)
    }
    guard magic == microseconds || magic == nanoseconds else {
      throw CaptureFault(words: "it is neither pcap nor pcapng: it starts with 0x\(HexText.text(bytes.prefix(4)))")
    }
    let unit: UInt64 = magic == nanoseconds ? 1 : 1000
    _ = try cursor.skip(16)
    // The upper bits hold the length of a frame check sequence.
    let linkType = UInt32(truncatingIfNeeded: try cursor.number(4) & 0x0fff_ffff)
    var records: [CaptureRecord] = []
    while cursor.remaining > 0, records.count < limit {
      let seconds = UInt64(try cursor.number(4))
      let fraction = UInt64(try cursor.number(4))
      let captured = try cursor.number(4)
      let original = try cursor.number(4)
      records.append(
        CaptureRecord(
          range: try cursor.skip(captured), linkType: linkType,
          nanoseconds: seconds * 1_000_000_000 + fraction * unit, originalLength: original))
    }
    return records
  }

  static func bytes(_ packets: [CapturedPacket]) -> [UInt8] {
    var bytes = LittleEndian.bytes(UInt64(nanoseconds), 4) + LittleEndian.bytes(2, 2) + LittleEndian.bytes(4, 2)
    bytes += LittleEndian.bytes(0, 8) + LittleEndian.bytes(262_144, 4)
    bytes += LittleEndian.bytes(UInt64(packets.first?.linkType ?? 1), 4)
    for packet in packets {
      let time = packet.nanoseconds ?? 0
      bytes += LittleEndian.bytes(time / 1_000_000_000, 4) + LittleEndian.bytes(time % 1_000_000_000, 4)
      bytes += LittleEndian.bytes(UInt64(packet.bytes.count), 4)
      bytes += LittleEndian.bytes(UInt64(max(packet.originalLength, packet.bytes.count)), 4) + packet.bytes
    }
    return bytes
  }
}
