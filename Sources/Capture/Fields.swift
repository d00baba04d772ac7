/// The bytes of a structure of the kernel, as a command or the kernel filled it. A field behind the end is 0, as the
/// kernel takes it.
struct Fields: Hashable, Sendable {
  /// The bytes.
  private(set) var bytes: [UInt8]

  /// A structure by its bytes.
  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// A structure of zeros.
  init(count: Int) { bytes = [UInt8](repeating: 0, count: count) }

  /// A number of 32 bits.
  func word(_ offset: Int) -> UInt32 { UInt32(truncatingIfNeeded: number(offset, bytes: 4)) }

  /// A number of 64 bits.
  func long(_ offset: Int) -> UInt64 { number(offset, bytes: 8) }

  /// A descriptor: a signed number of 32 bits.
  func descriptor(_ offset: Int) -> Int32 { Int32(bitPattern: word(offset)) }

  /// A text in so many bytes, up to its NUL.
  func text(_ offset: Int, count: Int) -> String {
    String(decoding: bytes.dropFirst(offset).prefix(count).prefix { $0 != 0 }, as: UTF8.self)
  }

  /// Sets a number of 32 bits; nothing is set behind the end.
  mutating func set(_ offset: Int, to value: UInt32) { set(offset, to: UInt64(value), bytes: 4) }

  /// Sets a number of 64 bits; nothing is set behind the end.
  mutating func set(_ offset: Int, to value: UInt64) { set(offset, to: value, bytes: 8) }

  /// Makes it at least so many bytes long, with zeros.
  mutating func grow(to count: Int) {
    if bytes.count < count { bytes += [UInt8](repeating: 0, count: count - bytes.count) }
  }

  private func number(_ offset: Int, bytes count: Int) -> UInt64 {
    (0..<count).reduce(0) { sum, index in
      let place = offset + index
      return place < bytes.count ? sum | UInt64(bytes[place]) << (index * 8) : sum
    }
  }

  private mutating func set(_ offset: Int, to value: UInt64, bytes count: Int) {
    for index in 0..<count where offset + index < bytes.count {
      bytes[offset + index] = UInt8(truncatingIfNeeded: value >> (index * 8))
    }
  }
}
