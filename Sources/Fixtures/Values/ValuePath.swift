import BTF

/// Paths into values, for people.
enum ValuePath {
  /// A path from a base: the dot of a first field is for bases that have a name.
  static func joined(_ base: String, _ path: String) -> String {
    base.isEmpty && path.hasPrefix(".") ? String(path.dropFirst()) : base + path
  }

  /// The innermost field that begins at or before a byte and after all others that do.
  static func field(at byte: Int, in type: TypeID, _ types: TypeTable) -> String {
    var path = ""
    var (rest, next) = (byte, type)
    for _ in 0..<ValueShape.deepest {
      guard let shape = try? ValueShape(ValuePlace(type: next), in: types) else { break }
      switch shape {
      case .scalar: return path
      case .array(let array):
        guard array.elementSize > 0, rest / array.elementSize < array.count else { return path }
        path += "[\(rest / array.elementSize)]"
        (rest, next) = (rest % array.elementSize, array.element)
      case .record(let record):
        let before = record.type.members.filter { $0.bitOffset / 8 <= rest }
        guard let member = before.max(by: { $0.bitOffset < $1.bitOffset }) else { return path }
        if !member.name.isEmpty { path += ".\(member.name)" }
        guard member.bitFieldSize == nil else { return path }
        (rest, next) = (rest - member.bitOffset / 8, member.type)
      }
    }
    return path
  }
}
