extension TypeTable {
  /// The maps that the `.maps` section declares, in the order of BTF; none when BTF has no such section.
  /// - Throws: the first declaration that libbpf would refuse, and why.
  public func mapDeclarations() throws(BTFError) -> [MapDeclaration] {
    guard let section = type(named: ".maps", kind: .datasec) else { return [] }
    var maps: [MapDeclaration] = []
    for place in section.variables { maps.append(try mapDeclaration(at: place)) }
    return maps
  }

  /// The map that one variable of `.maps` declares.
  public func mapDeclaration(at place: SectionVariable) throws(BTFError) -> MapDeclaration {
    let variable = try type(place.type)
    let map = MapDeclaration(
      name: variable.name, variable: variable.id, offset: place.offset, size: place.size)
    func wrong(_ message: String) -> BTFError {
      BTFError(section: ".BTF", offset: variable.offset, message: "map '\(map.name)': \(message)")
    }
    guard variable.kind == .var, let target = variable.target else { throw wrong("a variable was expected") }
    guard !map.name.isEmpty else { throw wrong("it has no name") }
    guard variable.linkage == .global else { throw wrong("a map must be a global variable, not static or extern") }
    let read = try MapDeclarationReader(types: self, isInner: false).read(try resolved(target), into: map)
    guard try size(of: target) <= place.size else {
      throw wrong("its struct takes \(try size(of: target)) bytes, but \(place.size) are left for it in .maps")
    }
    return read
  }
}
