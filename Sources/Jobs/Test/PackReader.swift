/// Reads what `PackWriter` wrote. Whatever the bytes are, it reads them or throws.
struct PackReader {
  /// The bytes are not what they should be; where.
  struct Damage: Error {
    let offset: Int
  }

  private let bytes: [UInt8]
  private var at = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Whether all has been read.
  var isAtEnd: Bool { at == bytes.count }
  var damage: Damage { Damage(offset: at) }

  mutating func byte() throws(Damage) -> UInt8 {
    guard at < bytes.count else { throw damage }
    defer { at += 1 }
    return bytes[at]
  }

  mutating func unsigned() throws(Damage) -> UInt64 {
    var number: UInt64 = 0
    for shift in stride(from: 0, to: 64, by: 7) {
      let byte = try byte()
      guard shift < 63 || byte <= 1 else { throw damage }
      number |= UInt64(byte & 0x7f) << UInt64(shift)
      if byte < 0x80 { return number }
    }
    throw damage
  }

  mutating func number() throws(Damage) -> Int {
    let folded = try unsigned()
    return Int(Int64(bitPattern: folded >> 1) ^ -Int64(bitPattern: folded & 1))
  }

  mutating func unsigned32() throws(Damage) -> UInt32 {
    guard let number = UInt32(exactly: try unsigned()) else { throw damage }
    return number
  }

  mutating func flag() throws(Damage) -> Bool {
    let byte = try byte()
    guard byte < 2 else { throw damage }
    return byte == 1
  }

  mutating func text() throws(Damage) -> String {
    let count = try length()
    defer { at += count }
    return String(decoding: bytes[at..<at + count], as: UTF8.self)
  }

  mutating func slice() throws(Damage) -> ByteSlice {
    ByteSlice(offset: try number(), count: try number())
  }

  mutating func optional<Value>(_ body: (inout PackReader) throws(Damage) -> Value) throws(Damage) -> Value? {
    try flag() ? try body(&self) : nil
  }

  mutating func list<Value>(_ body: (inout PackReader) throws(Damage) -> Value) throws(Damage) -> [Value] {
    let count = try length()
    var values: [Value] = []
    values.reserveCapacity(count)
    for _ in 0..<count { values.append(try body(&self)) }
    return values
  }

  /// A length that the bytes left can have: whatever is counted takes a byte each.
  private mutating func length() throws(Damage) -> Int {
    guard let count = Int(exactly: try unsigned()), count <= bytes.count - at else { throw damage }
    return count
  }
}
