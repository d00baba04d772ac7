public import BTF

/// The bytes of a value that belong to no field.
public enum ValuePadding {
  /// The runs of padding, also of single bits, that are neither all zero nor all poison.
  /// - Parameter poison: what stood in the padding before the program ran; nil when nothing did.
  /// - Returns: none when the type's padding is not known.
  public static func leaks(
    in bytes: [UInt8], type: TypeID, types: TypeTable, poison: UInt8? = nil, at path: String = ""
  ) -> [PaddingLeak] {
    PaddingScan(ValueType(types: types, id: type))?.leaks(in: bytes, poison: poison) { path } ?? []
  }

  /// Whether the type has any padding.
  public static func exists(in type: TypeID, types: TypeTable) -> Bool {
    PaddingScan(ValueType(types: types, id: type)) != nil
  }
}
