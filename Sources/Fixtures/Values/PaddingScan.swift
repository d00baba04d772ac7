import BTF

/// Looks for padding that holds something in values of one type.
struct PaddingScan {
  private let type: ValueType
  /// Which bits of a value belong to a field.
  private let mask: [UInt8]

  /// Nil when the type has no padding, or none that can be known.
  init?(_ type: ValueType) {
    guard let mask = try? FieldMask.of(type.id, in: type.types), mask.contains(where: { $0 != 0xff }) else {
      return nil
    }
    self.type = type
    self.mask = mask
  }

  /// The runs of padding, also of single bits, that are neither all zero nor all poison.
  func leaks(in bytes: [UInt8], poison: UInt8?, at path: () -> String) -> [PaddingLeak] {
    guard mask.count <= bytes.count else { return [] }
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
      let field = start == 0 ? "" : ValuePath.field(at: start - (mask[start] == 0 ? 1 : 0), in: type.id, type.types)
      leaks.append(PaddingLeak(path: ValuePath.joined(path(), field), range: start..<index, bytes: held))
    }
    return leaks
  }
}
