public import BTF

/// The bytes of a value that belong to no field.
public enum ValuePadding {
  /// The runs of padding, also of single bits, that are neither all zero nor all poison.
  /// - Parameter poison: what stood in the padding before the program ran; nil when nothing did.
  /// - Returns: none when the type's padding is not known.
  public static func leaks(
    in bytes: [UInt8], type: TypeID, types: TypeTable, poison: UInt8? = nil, at path: String = ""
  ) -> [PaddingLeak] {
    guard let mask = try? FieldMask.of(type, in: types), mask.count <= bytes.count else { return [] }
    var leaks: [PaddingLeak] = []
    var index = 0
    while index < mask.count {
      guard mask[index] != 0xff else {
        index += 1
        continue
      }
      let start = index
      while index < mask.count, mask[index] != 0xff { index += 1 }
      let held = (start..<index).map { bytes[$0] & ~mask[$0] }
      let isUntouched = zip(start..<index, held).allSatisfy { place, byte in byte == (poison ?? 0) & ~mask[place] }
      guard held.contains(where: { $0 != 0 }), !isUntouched else { continue }
      let field = start == 0 ? "" : ValuePath.field(at: start - (mask[start] == 0 ? 1 : 0), in: type, types)
      leaks.append(
        PaddingLeak(path: ValuePath.joined(path, field), range: start..<index, bytes: held))
    }
    return leaks
  }

  /// Whether the type has any padding.
  public static func exists(in type: TypeID, types: TypeTable) -> Bool {
    (try? FieldMask.of(type, in: types))?.contains { $0 != 0xff } ?? false
  }
}
