import BTF

/// Sizes of values that fit into memory.
enum ValueSize {
  static func of(_ type: TypeID, in types: TypeTable) throws(ValueError) -> Int {
    let size: Int
    do { size = try types.size(of: type) } catch { throw ValueError(error.description) }
    guard size <= ValueShape.largest else {
      throw ValueError("\(types.declaration(of: type)) takes more than \(ValueShape.largest) bytes")
    }
    return size
  }
}
