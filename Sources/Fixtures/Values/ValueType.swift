import BTF

/// A type and the table that it is of.
struct ValueType: Sendable {
  var types: TypeTable
  var id: TypeID

  /// What stands for a type where only its size is known: unsigned integers of 1, 2, 4 and 8 bytes, else an array of bytes.
  /// Nil for no bytes, and for more than a value may have.
  init?(bytes count: Int) {
    guard count > 0, count <= ValueShape.largest else { return nil }
    var builder = TypeTableBuilder()
    if [1, 2, 4, 8].contains(count) {
      id = builder.addInt("u\(count * 8)", size: count)
    } else {
      let byte = builder.addInt("u8", size: 1)
      id = builder.addArray(of: byte, index: byte, count: UInt32(count))
    }
    guard let types = try? TypeTable(bytes: builder.bytes()) else { return nil }
    self.types = types
  }

  init(types: TypeTable, id: TypeID) {
    self.types = types
    self.id = id
  }

  /// The type where it takes that many bytes, else what the bytes are without one.
  init?(_ id: TypeID?, in types: TypeTable?, bytes count: Int) {
    if let id, let types, (try? types.size(of: id)) == count, count > 0, count <= ValueShape.largest {
      self.init(types: types, id: id)
    } else {
      self.init(bytes: count)
    }
  }

  /// Bytes in one line for people.
  func text(_ bytes: [UInt8]) -> String { ValueText.text(bytes, type: id, types: types) }

  /// Bytes in one line of YAML.
  func yaml(_ bytes: [UInt8]) -> String { ValueYAML.text(bytes, type: id, types: types) }

  /// The shape of a whole value, when it is one number.
  var scalar: ScalarShape? {
    guard case .scalar(let scalar)? = try? ValueShape(ValuePlace(type: id), in: types) else { return nil }
    return scalar
  }
}
