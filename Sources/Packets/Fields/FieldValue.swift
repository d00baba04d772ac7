/// What a field was given.
enum FieldValue: Sendable {
  /// A number that fits into it.
  case number(UInt128)
  /// The bytes of a field of no fixed length, and how many entries they are.
  case bytes([UInt8], count: Int)
  /// What it is filled with when nobody says, but there in any case.
  case automatic
  /// Anything but the right checksum.
  case bad
}
