/// Values from text.
extension TypeTable {
  /// Encodes a value written as text for a place in a variable. Numbers are decimal, `0x`, `0b` or octal, with a sign;
  /// further `true` and `false`, characters in quotes, enumerators by name, `{1, 2}` for arrays (what is left off is 0),
  /// `{.a = 1, .b = 2}` for structs, and text for arrays of `char`.
  /// - Throws: what was expected and the range, or why the type takes no value.
  public func encode(_ text: String, at place: ValuePlace) throws(ValueError) -> EncodedValue {
    var encoder = try ValueEncoder(text, types: self, place: place)
    return try encoder.encode()
  }
}
