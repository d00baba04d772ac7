/// How a field is written.
indirect enum FieldKind: Sendable {
  /// A decimal number.
  case number
  /// A number in hex.
  case hex
  /// Bits with names, from the lowest up; an empty name for one without.
  case flags([String])
  /// A number some of whose values have names.
  case names(ValueNames)
  /// A MAC address.
  case mac
  /// An IPv4 address.
  case ipv4
  /// An IPv6 address.
  case ipv6
  /// A checksum: a number in hex, or `bad`.
  case checksum
  /// Bytes as hex digits.
  case bytes
  /// Values of one kind one after the other, each of so many bits.
  case list(FieldKind, Int)
  /// Options, chunks: records with a type and a length.
  case records(RecordForm)
  /// Questions of a DNS message.
  case questions
  /// Resource records of a DNS message.
  case resources
}
