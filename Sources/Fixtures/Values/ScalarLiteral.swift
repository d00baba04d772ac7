/// A scalar value as somebody wrote it.
struct ScalarLiteral: Hashable, Sendable {
  /// The number; of bytes in network order, the one that they make with the highest first.
  var number: WholeNumber
  /// How it was written.
  var notation: ValueNotation

  /// Whether the number counts in network order.
  var isNetworkOrder: Bool { notation.isNetworkOrder }

  /// What stands in memory, read as a little-endian number of that many bits.
  func bits(width: Int) -> UInt128 {
    let bits = number.bits(width: width)
    return isNetworkOrder ? ValueBits.swapped(bits, width: width) : bits
  }
}
