import BTF

/// The names by which a struct's or union's members can be reached, those of anonymous members included.
enum MemberNames {
  /// All names, in the order of the members. Structs that hold themselves end it.
  static func of(_ type: BTFType, in types: TypeTable) -> [String] {
    var names: [String] = []
    var searched: Set<TypeID> = []
    collect(type, types, &names, &searched)
    return names
  }

  private static func collect(
    _ type: BTFType, _ types: TypeTable, _ names: inout [String], _ searched: inout Set<TypeID>
  ) {
    guard searched.count < 1_024, names.count < 10_000, searched.insert(type.id).inserted else { return }
    for member in type.members {
      let name = member.name
      if !name.isEmpty {
        names.append(name)
      } else if let inner = try? types.resolved(member.type), inner.kind == .struct || inner.kind == .union {
        collect(inner, types, &names, &searched)
      }
    }
  }
}
