/// The fields of an encoded protocol buffer message, as far as suites write such: numbers and bytes.
struct MessageReader {
  /// A field with its number.
  enum Field {
    case number(number: UInt64, UInt64)
    case bytes(number: UInt64, ArraySlice<UInt8>)
  }

  private var rest: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

  /// The next field; nil at the end, and where the bytes are none.
  mutating func next() -> Field? {
    guard let tag = varint(), tag >> 3 > 0 else { return nil }
    switch tag & 7 {
    case 0: return varint().map { .number(number: tag >> 3, $0) }
    case 1:
      guard rest.count >= 8 else { return nil }
      defer { rest = rest.dropFirst(8) }
      return .number(number: tag >> 3, rest.prefix(8).reversed().reduce(0) { $0 << 8 | UInt64($1) })
    case 2:
      guard let count = varint().flatMap({ Int(exactly: $0) }), count <= rest.count else { return nil }
      defer { rest = rest.dropFirst(count) }
      return .bytes(number: tag >> 3, rest.prefix(count))
    default: return nil
    }
  }

  private mutating func varint() -> UInt64? {
    var value: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 64, by: 7) {
      guard let byte = rest.popFirst() else { return nil }
      value |= UInt64(byte & 0x7f) << shift
      if byte < 0x80 { return value }
    }
    return nil
  }
}
