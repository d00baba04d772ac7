/// Whole numbers of any width up to 128 bits at any bit of some bytes, the most significant bit first, as on the wire.
enum BitField {
  /// The number at a bit. The caller has checked that it lies inside.
  static func read(_ bytes: [UInt8], at bit: Int, width: Int) -> UInt128 {
    guard width > 0 else { return 0 }
    let end = bit + width
    var value: UInt128 = 0
    // The first byte's bits before the field are masked off below; a field of 128 bits starts at a byte.
    for index in (bit / 8)..<((end + 7) / 8) {
      let spare = max(0, (index + 1) * 8 - end)
      value = value << UInt128(8 - spare) | UInt128(bytes[index] >> UInt8(spare))
    }
    return width == 128 ? value : value & (1 << UInt128(width) - 1)
  }

  /// Replaces the number at a bit by the low `width` bits of `value`.
  static func write(_ value: UInt128, _ bytes: inout [UInt8], at bit: Int, width: Int) {
    guard width > 0 else { return }
    let end = bit + width
    for index in (bit / 8)..<((end + 7) / 8) {
      let first = max(bit, index * 8)
      let last = min(end, (index + 1) * 8)
      let shift = (index + 1) * 8 - last
      let mask = UInt8(truncatingIfNeeded: (UInt(1) << UInt(last - first) - 1) << UInt(shift))
      let part = UInt8(truncatingIfNeeded: value >> UInt128(end - last)) << UInt8(shift)
      bytes[index] = bytes[index] & ~mask | part & mask
    }
  }

  /// The largest number of a width.
  static func most(_ width: Int) -> UInt128 { width >= 128 ? .max : 1 << UInt128(width) - 1 }

  /// The number that up to 16 bytes are, the most significant first.
  static func number(_ bytes: [UInt8]) -> UInt128 { bytes.reduce(0) { $0 << 8 | UInt128($1) } }

  /// A number as bytes, the most significant first.
  static func bytes(_ value: UInt128, count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> UInt128(8 * (count - 1 - $0))) }
  }
}
