/// Byte strings with their lengths, one after the other.
struct FieldWriter {
  private(set) var bytes: [UInt8] = []

  mutating func add(_ field: [UInt8]) {
    add(UInt64(field.count))
    bytes += field
  }

  mutating func add(_ field: String) { add(Array(field.utf8)) }

  mutating func add(_ number: UInt64) {
    for shift in stride(from: 0, to: 64, by: 8) { bytes.append(UInt8(truncatingIfNeeded: number >> UInt64(shift))) }
  }
}
