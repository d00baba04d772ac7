/// What a field holds when nobody says.
enum FieldFilling: Sendable {
  /// Always the same.
  case value(UInt128)
  /// The header's length, less some bytes, in units of some bytes. Read the other way round it says where a header ends.
  case headerLength(unit: Int, less: Int)
  /// The bytes of the header and of all that follows.
  case wholeLength
  /// The bytes of all that follows the header.
  case followingLength
  /// The number that the table has for the layer that follows.
  case following(ValueNames, otherwise: UInt128)
  /// A checksum over what its scope says.
  case checksum(ChecksumScope)
  /// 1 when another field is given.
  case presence(of: String)
  /// How many entries another field has, less some.
  case count(of: String, less: Int = 0)
}
