import BTF

/// Little-endian reads inside a region of bytes. A read that does not lie wholly inside it gives nil: nothing that an
/// object says about its own layout is trusted.
struct ByteReader {
  /// The bytes that can be read.
  let region: ByteRegion

  init(_ region: ByteRegion) { self.region = region }

  /// How many bytes can be read.
  var count: Int { region.count }

  /// An unsigned integer at an offset from the region's start.
  func read<Value: FixedWidthInteger & UnsignedInteger>(_ offset: Int, as type: Value.Type = Value.self) -> Value? {
    let size = Value.bitWidth / 8
    guard offset >= 0, offset <= count - size else { return nil }
    switch size {
    case 1: return Value(truncatingIfNeeded: region[offset])
    case 2: return Value(truncatingIfNeeded: UInt16(region[offset]) | UInt16(region[offset + 1]) << 8)
    case 4: return Value(truncatingIfNeeded: region.word(at: offset))
    default:
      return Value(truncatingIfNeeded: UInt64(region.word(at: offset)) | UInt64(region.word(at: offset + 4)) << 32)
    }
  }

  /// A NUL-terminated string; nil when it does not end within `limit` bytes. Ill-formed UTF-8 is repaired.
  func string(_ offset: Int, limit: Int) -> String? {
    guard offset >= 0, offset < count else { return nil }
    var end = offset
    let stop = min(count, offset + limit + 1)
    while end < stop, region[end] != 0 { end += 1 }
    guard end < stop else { return nil }
    return String(decoding: region[offset..<end].array, as: UTF8.self)
  }

  /// Whether the region starts with these bytes.
  func starts(with bytes: some Collection<UInt8>) -> Bool {
    bytes.count <= count && zip(0..<bytes.count, bytes).allSatisfy { region[$0] == $1 }
  }
}
