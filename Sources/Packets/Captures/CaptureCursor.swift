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
    let bytes = try take(size)
    return (isBigEndian ? bytes : bytes.reversed()).reduce(0) { $0 << 8 | Int($1) }
  }

  mutating func take(_ count: Int) throws(CaptureFault) -> [UInt8] {
    guard count >= 0, count <= remaining else {
      throw CaptureFault(words: "\(count) bytes should follow, \(remaining) do", offset: offset)
    }
    defer { offset += count }
    return Array(bytes[offset..<offset + count])
  }
}
