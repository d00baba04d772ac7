/// Writes cases and outcomes as bytes: ten thousand of them a second are too many for JSON. Numbers take 7 bits a byte, the
/// low ones first; text and lists begin with their length.
struct PackWriter {
  private(set) var bytes: [UInt8] = []

  mutating func put(_ number: UInt64) {
    var rest = number
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  /// Small negative numbers are short too.
  mutating func put(_ number: Int) {
    let wide = Int64(number)
    put(UInt64(bitPattern: wide << 1 ^ wide >> 63))
  }

  mutating func put(_ flag: Bool) { bytes.append(flag ? 1 : 0) }

  mutating func put(_ text: String) {
    put(UInt64(text.utf8.count))
    bytes.append(contentsOf: text.utf8)
  }

  mutating func put(_ slice: ByteSlice) {
    put(slice.offset)
    put(slice.count)
  }

  mutating func put<Value>(_ value: Value?, _ body: (inout PackWriter, Value) -> Void) {
    put(value != nil)
    if let value { body(&self, value) }
  }

  mutating func put<Value>(_ values: [Value], _ body: (inout PackWriter, Value) -> Void) {
    put(UInt64(values.count))
    for value in values { body(&self, value) }
  }
}
