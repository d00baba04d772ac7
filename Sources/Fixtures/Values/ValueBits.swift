/// Bits in little-endian bytes, as a compiler lays out integers and bit fields.
enum ValueBits {
  /// The bits from a place, the first lowest; nil when they do not lie within the bytes.
  static func number(in bytes: [UInt8], at bit: Int, width: Int) -> UInt128? {
    guard bit >= 0, width >= 0, width <= 128, bit <= bytes.count * 8, width <= bytes.count * 8 - bit else { return nil }
    var number: UInt128 = 0
    if bit % 8 == 0, width % 8 == 0 {
      for index in stride(from: width / 8 - 1, through: 0, by: -1) {
        number = number << 8 | UInt128(bytes[bit / 8 + index])
      }
      return number
    }
    for index in stride(from: width - 1, through: 0, by: -1) {
      let place = bit + index
      number = number << 1 | UInt128(bytes[place / 8] >> UInt8(place % 8) & 1)
    }
    return number
  }

  /// Puts bits at a place; false, and nothing is changed, when they do not lie within the bytes.
  static func put(_ number: UInt128, in bytes: inout [UInt8], at bit: Int, width: Int) -> Bool {
    guard bit >= 0, width >= 0, width <= 128, bit <= bytes.count * 8, width <= bytes.count * 8 - bit else {
      return false
    }
    if bit % 8 == 0, width % 8 == 0 {
      for index in 0..<(width / 8) { bytes[bit / 8 + index] = UInt8(truncatingIfNeeded: number >> UInt128(index * 8)) }
      return true
    }
    for index in 0..<width {
      let place = bit + index
      let mark = UInt8(1) << UInt8(place % 8)
      if number >> UInt128(index) & 1 == 1 { bytes[place / 8] |= mark } else { bytes[place / 8] &= ~mark }
    }
    return true
  }

  /// A number's bytes the other way round.
  static func swapped(_ number: UInt128, width: Int) -> UInt128 { number.byteSwapped >> UInt128(128 - width) }

  /// A number's bytes with the highest first: the order of networks.
  static func networkBytes(_ number: UInt128, count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: number >> UInt128(8 * (count - 1 - $0))) }
  }

  /// The number whose bytes, the highest first, these are.
  static func number(networkBytes bytes: some Sequence<UInt8>) -> UInt128 {
    bytes.reduce(0) { $0 << 8 | UInt128($1) }
  }
}
