/// How a scalar is written: a difference shows what came as the expectation was written.
enum ValueNotation: Hashable, Sendable {
  case decimal
  case hexadecimal
  /// `be 443`: the number that the bytes make with the highest first.
  case network
  /// An IPv4, IPv6 or hardware address, as it lies in memory.
  case address
  case duration
  /// An enumerator's name, or names joined by `|`.
  case name
  case boolean
  case character
  /// A floating-point number.
  case real
}
