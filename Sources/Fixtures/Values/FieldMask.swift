import BTF

/// Which bits of a value belong to a field: the others are padding.
struct FieldMask {
  private let types: TypeTable
  private var known: [TypeID: [UInt8]] = [:]
  /// Bytes of masks that may be made: types that hold each other many times over are hostile.
  private var remaining = 4 * ValueShape.largest

  private init(_ types: TypeTable) { self.types = types }

  /// A byte of bits for each byte of a value.
  static func of(_ type: TypeID, in types: TypeTable) throws(ValueError) -> [UInt8] {
    var maker = FieldMask(types)
    return try maker.mask(type, depth: 0)
  }

  private mutating func mask(_ id: TypeID, depth: Int) throws(ValueError) -> [UInt8] {
    if let mask = known[id] { return mask }
    let size = try ValueSize.of(id, in: types)
    guard depth < ValueShape.deepest, size < remaining else {
      throw ValueError("\(types.declaration(of: id)) is made of too many parts")
    }
    remaining -= size + 1
    var mask = [UInt8](repeating: 0, count: size)
    switch try ValueShape(ValuePlace(type: id), in: types) {
    case .scalar(let scalar): _ = ValueBits.put(.max, in: &mask, at: scalar.bitOffset, width: scalar.width)
    case .array(let array):
      guard array.size == size, array.size > 0 else { break }
      let element = try self.mask(array.element, depth: depth + 1)
      for index in mask.indices { mask[index] = element[index % array.elementSize] }
    case .record(let record):
      for member in record.type.members { try add(member, to: &mask, depth: depth) }
    }
    known[id] = mask
    return mask
  }

  private mutating func add(_ member: Member, to mask: inout [UInt8], depth: Int) throws(ValueError) {
    remaining -= 1
    if member.bitFieldSize != nil {
      let place = ValuePlace(type: member.type, bitOffset: member.bitOffset, bitFieldSize: member.bitFieldSize)
      guard case .scalar(let scalar) = try ValueShape(place, in: types),
        let before = ValueBits.number(in: mask, at: scalar.bitOffset, width: scalar.width)
      else { return }
      _ = ValueBits.put(before | .max, in: &mask, at: scalar.bitOffset, width: scalar.width)
      return
    }
    let inner = try self.mask(member.type, depth: depth + 1)
    // A member that lies outside makes no byte a field's.
    for (index, bits) in inner.enumerated() where mask.indices.contains(member.bitOffset / 8 + index) {
      mask[member.bitOffset / 8 + index] |= bits
    }
  }
}
