/// Reads numbers of a capture one after the other.
struct CaptureCursor {
  private let bytes: [UInt8]
  private let end: Int
  /// The next byte.
  private(set) var offset: Int
  /// Whether the most significant byte stands first.
  var isBigEndian: Bool

  init(_ bytes: [UInt8], from offset: Int = 0, to end: Int? = nil, isBigEndian: Bool = false) {
    self.bytes = bytes
    self.offset = offset
    self.end = end ?? bytes.count
    self.isBigEndian = isBigEndian
  }

  var remaining: Int { end - offset }

  mutating func number(_ size: Int) throws(CaptureFault) -> Int {
    let range = try skip(size)
    var value = 0
    for index in range {
      value = value << 8 | Int(bytes[isBigEndian ? index : range.upperBound - 1 - (index - range.lowerBound)])
    }
    return value
  }

  /// Passes over some bytes and says where they stand.
  mutating func skip(_ count: Int) throws(CaptureFault) -> Range<Int> {
    guard count >= 0, count <= remaining else {
      throw CaptureFault(
        words: "it is cut off: \(count) bytes should stand at byte \(min(offset, bytes.count)), \(max(0, remaining)) do"
      )
    }
    defer { offset += count }
    return offset..<offset + count
  }
}
