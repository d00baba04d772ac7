/// What a field of a packet should be.
enum FieldExpectation: Sendable, Hashable {
  /// This number.
  case number(UInt128)
  /// These bytes.
  case bytes([UInt8])
  /// Any number but this.
  case not(UInt128)
  /// A number in a range, both ends in.
  case range(ClosedRange<UInt128>)
  /// A number whose first bits are these.
  case prefix(UInt128, bits: Int)
  /// Bytes that are text in which a regular expression is found.
  case pattern(String)
  /// Whatever.
  case any
  /// The right checksum.
  case good
  /// A wrong checksum.
  case bad
}
