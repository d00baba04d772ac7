/// Reads one map's struct.
struct MapDeclarationReader {
  private static let programArray: UInt32 = 3
  private static let mapsOfMaps: Set<UInt32> = [12, 13]

  let types: TypeTable
  let isInner: Bool

  func read(_ type: BTFType, into map: MapDeclaration) throws(BTFError) -> MapDeclaration {
    var map = map
    // Not the map itself: it changes while it is read.
    let name = map.name
    func wrong(_ message: String) -> BTFError {
      BTFError(section: ".BTF", offset: type.offset, message: "map '\(name)': \(message)")
    }
    guard type.kind == .struct else { throw wrong("a struct was expected, not \(types.declaration(of: type.id))") }
    // There are fewer fields than this, and each variable may name the same struct of a million members.
    guard type.count <= 64 else { throw wrong("its struct has \(type.count) members, more than a map's") }
    let members = type.members
    // The type decides what `values` may hold, and C lets it stand behind.
    if let member = members.first(where: { $0.name == "type" }) { map.type = try number(member, wrong) }
    for (index, member) in members.enumerated() {
      let field = member.name
      switch field {
      case "type": break
      case "max_entries": map.maxEntries = try number(member, wrong)
      case "map_flags": map.flags = try number(member, wrong)
      case "numa_node": map.numaNode = try number(member, wrong)
      case "map_extra": map.extra = try long(member, wrong)
      case "key_size": map.keySize = try size(try number(member, wrong), was: map.keySize, "key", wrong)
      case "value_size": map.valueSize = try size(try number(member, wrong), was: map.valueSize, "value", wrong)
      case "key":
        let (id, bytes) = try pointee(member, wrong)
        map.keySize = try size(bytes, was: map.keySize, "key", wrong)
        map.keyType = id
      case "value":
        let (id, bytes) = try pointee(member, wrong)
        map.valueSize = try size(bytes, was: map.valueSize, "value", wrong)
        map.valueType = id
      case "pinning":
        guard !isInner else { throw wrong("an inner map cannot be pinned") }
        map.pinning = try number(member, wrong)
        guard map.pinning <= 1 else { throw wrong("pinning \(map.pinning) is not known: 0 or 1 was expected") }
      case "values":
        guard index == members.count - 1 else { throw wrong("'values' must be the last member") }
        try readValues(member, into: &map, wrong)
      default: throw wrong("unknown field '\(field.prefix(64))'")
      }
    }
    guard map.type != 0 else { throw wrong("no map type is given") }
    return map
  }

  private func readValues(
    _ member: Member, into map: inout MapDeclaration, _ wrong: (String) -> BTFError
  ) throws(BTFError) {
    guard !isInner else { throw wrong("an inner map cannot hold maps or programs itself") }
    guard let array = try types.type(member.type).array, array.count == 0 else {
      throw wrong("'values' must be an array without a size")
    }
    guard map.valueSize == 0 || map.valueSize == 4 else {
      throw wrong("its values take \(map.valueSize) bytes, but maps and programs take 4")
    }
    let element = try types.resolved(array.element)
    guard element.kind == .ptr, let target = element.target else { throw wrong("'values' must hold pointers") }
    let held = try types.resolved(target)
    map.valueSize = 4
    map.valuesOffset = member.bitOffset / 8
    if map.type == MapDeclarationReader.programArray {
      guard held.kind == .funcProto else {
        throw wrong("'values' of a program array must point to functions, not \(types.declaration(of: target))")
      }
      map.values = .programs
    } else if MapDeclarationReader.mapsOfMaps.contains(map.type) {
      let template = MapDeclaration(name: map.name + ".inner", variable: map.variable, offset: 0, size: 0)
      map.values = .maps(try MapDeclarationReader(types: types, isInner: true).read(held, into: template))
    } else {
      throw wrong("'values' are for program arrays and maps of maps only")
    }
  }

  /// `__uint(name, N)`: a pointer to an array of N elements.
  private func number(_ member: Member, _ wrong: (String) -> BTFError) throws(BTFError) -> UInt32 {
    let pointer = try types.resolved(member.type)
    guard pointer.kind == .ptr, let target = pointer.target, let array = try types.type(target).array else {
      throw wrong("'\(member.name.prefix(64))' must be declared with __uint()")
    }
    return UInt32(clamping: array.count)
  }

  /// `__ulong(name, N)`: an enum of one value N; or `__uint`.
  private func long(_ member: Member, _ wrong: (String) -> BTFError) throws(BTFError) -> UInt64 {
    let type = try types.resolved(member.type)
    if type.kind == .ptr { return UInt64(try number(member, wrong)) }
    guard type.kind == .enum || type.kind == .enum64, type.count == 1, let value = type.enumerators.first else {
      throw wrong("'\(member.name.prefix(64))' must be declared with __ulong()")
    }
    return value.bits
  }

  /// `__type(name, T)`: a pointer to T.
  private func pointee(_ member: Member, _ wrong: (String) -> BTFError) throws(BTFError) -> (TypeID, UInt32) {
    let pointer = try types.type(member.type)
    guard pointer.kind == .ptr, let target = pointer.target else {
      throw wrong("'\(member.name.prefix(64))' must be declared with __type()")
    }
    return (target, UInt32(clamping: try types.size(of: target)))
  }

  private func size(
    _ size: UInt32, was: UInt32, _ what: String, _ wrong: (String) -> BTFError
  ) throws(BTFError) -> UInt32 {
    guard was == 0 || was == size else { throw wrong("\(what) sizes \(was) and \(size) contradict each other") }
    return size
  }
}
