/// pcapng (draft-ietf-opsawg-pcapng): blocks with a type and their length before and behind.
enum BlockCapture {
  private static let section = 0x0a0d_0d0a
  private static let byteOrder = 0x1a2b_3c4d

  /// One interface of a section.
  private struct Interface {
    var linkType: UInt32
    var snapLength: Int
    /// Time stamps a second.
    var resolution: Resolution
    /// Seconds to add to all time stamps.
    var offset: UInt64
  }

  private enum Resolution {
    case decimal(Int)
    case binary(Int)

    func nanoseconds(_ ticks: UInt64) -> UInt64? {
      switch self {
      case .decimal(let digits):
        if digits <= 9 {
          let (value, isOver) = ticks.multipliedReportingOverflow(by: power(9 - digits))
          return isOver ? nil : value
        }
        return digits <= 19 ? ticks / power(digits - 9) : 0
      case .binary(let bits):
        guard bits < 64 else { return nil }
        let value = (UInt128(ticks) * 1_000_000_000) >> UInt128(bits)
        return UInt64(exactly: value)
      }
    }

    private func power(_ digits: Int) -> UInt64 { (0..<digits).reduce(1) { value, _ in value * 10 } }
  }

  /// Where the packets stand, the first `limit` of them.
  static func records(_ bytes: [UInt8], limit: Int) throws(CaptureFault) -> [CaptureRecord] {
    var cursor = CaptureCursor(bytes)
    var interfaces: [Interface] = []
    var records: [CaptureRecord] = []
    while cursor.remaining > 0, records.count < limit {
      let start = cursor.offset
      var type = try cursor.number(4)
      if type == section {
        // The section's byte order stands behind its length.
        var ahead = CaptureCursor(bytes, from: start + 8)
        ahead.isBigEndian = false
        if try ahead.number(4) != byteOrder {
          ahead = CaptureCursor(bytes, from: start + 8, isBigEndian: true)
          guard try ahead.number(4) == byteOrder else {
            throw CaptureFault(words: "a section has no byte order", offset: start + 8)
          }
        }
        cursor.isBigEndian = ahead.isBigEndian
        type = section
        interfaces = []
      }
      let length = try cursor.number(4)
      guard length >= 12, length % 4 == 0, length - 8 <= cursor.remaining else {
        throw CaptureFault(words: "a block of \(length) bytes does not fit into the file", offset: start)
      }
      var body = CaptureCursor(bytes, from: start + 8, to: start + length - 4, isBigEndian: cursor.isBigEndian)
      _ = try cursor.skip(length - 12)
      guard try cursor.number(4) == length else {
        throw CaptureFault(words: "a block's two lengths differ", offset: start + 4)
      }
      switch type {
      case 1: interfaces.append(try interface(&body))
      case 2, 6:
        // Type 2 is the older form, with 16 bits for the interface and 16 for drops.
        let number = type == 6 ? try body.number(4) : try body.number(2)
        if type == 2 { _ = try body.number(2) }
        records.append(try packet(&body, interfaces, number))
      case 3:
        let original = try body.number(4)
        guard let interface = interfaces.first else {
          throw CaptureFault(words: "a packet stands before its interface", offset: start)
        }
        let count = interface.snapLength == 0 ? original : min(original, interface.snapLength)
        records.append(
          CaptureRecord(
            range: try body.skip(min(count, body.remaining)), linkType: interface.linkType, originalLength: original))
      default: break
      }
    }
    return records
  }

  private static func interface(_ body: inout CaptureCursor) throws(CaptureFault) -> Interface {
    let linkType = UInt32(truncatingIfNeeded: try body.number(2))
    _ = try body.number(2)
    var interface = Interface(
      linkType: linkType, snapLength: try body.number(4), resolution: .decimal(6), offset: 0)
    while body.remaining >= 4 {
      let code = try body.number(2)
      let length = try body.number(2)
      var value = body
      _ = try body.skip(length)
      _ = try body.skip(min(body.remaining, (4 - length % 4) % 4))
      switch (code, length) {
      case (0, _): return interface
      case (9, 1):
        let resolution = try value.number(1)
        interface.resolution = resolution & 0x80 == 0 ? .decimal(resolution) : .binary(resolution & 0x7f)
      case (14, 8): interface.offset = UInt64(bitPattern: Int64(try value.number(8)))
      default: break
      }
    }
    return interface
  }

  private static func packet(
    _ body: inout CaptureCursor, _ interfaces: [Interface], _ number: Int
  ) throws(CaptureFault) -> CaptureRecord {
    guard interfaces.indices.contains(number) else {
      throw CaptureFault(
        words: "a packet is of interface \(number), there are \(interfaces.count)", offset: body.offset)
    }
    let interface = interfaces[number]
    let high = UInt64(try body.number(4))
    let ticks = high << 32 | UInt64(try body.number(4))
    let captured = try body.number(4)
    let original = try body.number(4)
    let time = interface.resolution.nanoseconds(ticks).map { $0 &+ interface.offset &* 1_000_000_000 }
    return CaptureRecord(
      range: try body.skip(captured), linkType: interface.linkType, nanoseconds: time, originalLength: original)
  }

  static func bytes(_ packets: [CapturedPacket]) -> [UInt8] {
    var bytes = block(
      UInt64(section),
      LittleEndian.bytes(UInt64(byteOrder), 4) + LittleEndian.bytes(1, 2) + LittleEndian.bytes(0, 2)
        + LittleEndian.bytes(.max, 8))
    var linkTypes: [UInt32] = []
    for packet in packets where !linkTypes.contains(packet.linkType) { linkTypes.append(packet.linkType) }
    for linkType in linkTypes {
      // Time stamps count nanoseconds (option 9).
      bytes += block(
        1,
        LittleEndian.bytes(UInt64(linkType), 2) + LittleEndian.bytes(0, 2) + LittleEndian.bytes(0, 4)
          + LittleEndian.bytes(9, 2) + LittleEndian.bytes(1, 2) + [9, 0, 0, 0] + LittleEndian.bytes(0, 4))
    }
    for packet in packets {
      let interface = UInt64(linkTypes.firstIndex(of: packet.linkType) ?? 0)
      let time = packet.nanoseconds ?? 0
      let padding = [UInt8](repeating: 0, count: (4 - packet.bytes.count % 4) % 4)
      bytes += block(
        6,
        LittleEndian.bytes(interface, 4) + LittleEndian.bytes(time >> 32, 4) + LittleEndian.bytes(time, 4)
          + LittleEndian.bytes(UInt64(packet.bytes.count), 4)
          + LittleEndian.bytes(UInt64(max(packet.originalLength, packet.bytes.count)), 4) + packet.bytes + padding
          + comment(packet))
    }
    return bytes
  }

  /// The options of a packet: its comment (option 1), as much of it as one has room for, and their end.
  private static func comment(_ packet: CapturedPacket) -> [UInt8] {
    guard let comment = packet.comment else { return [] }
    let text = Array(comment.utf8.prefix(Int(UInt16.max)))
    let padding = [UInt8](repeating: 0, count: (4 - text.count % 4) % 4)
    return LittleEndian.bytes(1, 2) + LittleEndian.bytes(UInt64(text.count), 2) + text + padding
      + LittleEndian.bytes(0, 4)
  }

  private static func block(_ type: UInt64, _ body: [UInt8]) -> [UInt8] {
    let length = LittleEndian.bytes(UInt64(body.count + 12), 4)
    return LittleEndian.bytes(type, 4) + length + body + length
  }
}
