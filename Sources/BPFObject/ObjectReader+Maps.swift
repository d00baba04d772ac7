import BTF
import KernelFacts

extension ObjectReader {
  /// All maps, in the order in which libbpf makes them.
  mutating func maps(
    types: TypeTable?, relocations: [Int: [Relocation]], externs: [Extern]
  ) throws(ObjectError) -> [MapDefinition] {
    var maps = declaredMaps(types: types, relocations: relocations) + legacyMaps() + dataMaps(types: types)
    if let map = kconfigMap(types: types, externs: externs) { maps.append(map) }
    return maps + structOpsMaps()
  }

  /// The maps of struct_ops variables. Their values have the size of a kernel type, which the object does not tell.
  private func structOpsMaps() -> [MapDefinition] {
    image.sections.filter { StructOps.isSection($0.name) && $0.kind == .bits }.flatMap { section in
      image.symbols(in: section).filter { $0.kind == .object }.sorted { ($0.value, $0.index) < ($1.value, $1.index) }
        .map { symbol in
          var map = MapDefinition(
            name: symbol.name, origin: .structOps, section: section.name, sectionIndex: section.index,
            offset: Int(clamping: symbol.value), type: .structOps, keySize: 4,
            valueSize: UInt32(clamping: symbol.size), maxEntries: 1, flags: 0)
          map.isAutocreated = !section.name.hasPrefix("?")
          return map
        }
    }
  }

  /// Maps of `maps` sections: a `struct bpf_map_def` each, of 20 bytes or more.
  mutating func legacyMaps() -> [MapDefinition] {
    guard let section = image.section(named: "maps"), section.kind == .bits else { return [] }
    let reader = image.reader(section)
    let symbols = image.symbols(in: section).filter {
      ($0.kind == .object || $0.kind == .none) && !$0.name.isEmpty
    }.sorted { ($0.value, $0.index) < ($1.value, $1.index) }
    var maps: [MapDefinition] = []
    for (position, symbol) in symbols.enumerated() {
      let end = position + 1 < symbols.count ? symbols[position + 1].value : UInt64(reader.count)
      guard let start = Int(exactly: symbol.value), end >= symbol.value, end - symbol.value >= 20,
        end <= UInt64(reader.count)
      else {
        warn(
          ObjectError(
            "the definition of map \(symbol.name) has less than 20 bytes", section: section.name,
            offset: Int(clamping: symbol.value)))
        continue
      }
      let fields = (0..<5).map { reader.read(start + $0 * 4, as: UInt32.self) ?? 0 }
      if (start + 20..<Int(end)).contains(where: { reader.region[$0] != 0 }) {
        warn(
          ObjectError(
            "the definition of map \(symbol.name) has more than the 20 bytes of struct bpf_map_def: the rest, "
              + "of another loader's own struct, is left out", section: section.name, offset: start + 20))
      }
      maps.append(
        MapDefinition(
          name: symbol.name, origin: .legacy, section: section.name, sectionIndex: section.index, offset: start,
          type: MapType(rawValue: fields[0]), keySize: fields[1], valueSize: fields[2], maxEntries: fields[3],
          flags: fields[4]))
    }
    return maps
  }

  /// One map for each section of global variables.
  func dataMaps(types: TypeTable?) -> [MapDefinition] {
    var described: [String: (type: TypeID, isMappable: Bool)] = [:]
    return image.sections.compactMap { section in
      guard let kind = DataSection(section), section.size > 0 else { return nil }
      if let types, described[section.name] == nil, let type = types.type(named: section.name, kind: .datasec) {
        described[section.name] = (type.id, Self.hasVisibleVariable(type, in: types))
      }
      var map = MapDefinition(
        name: section.name, origin: .data, section: section.name, sectionIndex: section.index, offset: 0,
        type: .array, keySize: 4, valueSize: UInt32(clamping: section.size), maxEntries: 1,
        flags: kind == .readOnly ? MapFlag.readOnlyForPrograms : 0)
      map.valueType = described[section.name]?.type
      if described[section.name]?.isMappable == true { map.flags |= MapFlag.mappable }
      return map
    }
  }

  /// libbpf makes a section mappable when user space can name one of its variables (`map_is_mmapable`).
  private static func hasVisibleVariable(_ section: BTFType, in types: TypeTable) -> Bool {
    section.variables.contains { variable in
      guard let type = try? types.type(variable.type), type.kind == .var else { return false }
      return type.linkage != .static
    }
  }

  /// The global variables of the sections that become maps. Symbols know their places: clang leaves offsets in BTF to
  /// the linker, but for static variables.
  mutating func variables(types: TypeTable?) -> [GlobalVariable] {
    guard let types else { return [] }
    var variables: [GlobalVariable] = []
    var namesLeft = ELFImage.Limit.allNames
    var seen: Set<String> = []
    for section in image.sections where DataSection(section) != nil && section.size > 0 {
      guard seen.insert(section.name).inserted, let type = types.type(named: section.name, kind: .datasec) else {
        continue
      }
      var places: [String: UInt64] = [:]
      for symbol in image.symbols(in: section) where symbol.binding != .local {
        places[symbol.name] = symbol.value
      }
      for variable in type.variables {
        guard let declaration = try? types.type(variable.type), declaration.kind == .var else { continue }
        let name = declaration.name
        namesLeft -= name.utf8.count
        guard namesLeft >= 0 else {
          warn(ObjectError("names of more than \(ELFImage.Limit.allNames) bytes together", section: ".BTF"))
          return variables
        }
        let offset = places[name] ?? UInt64(variable.offset)
        guard offset <= section.size, UInt64(variable.size) <= section.size - offset else {
          warn(
            ObjectError(
              "variable \(name) of \(variable.size) bytes reaches over the section's end at \(section.size)",
              section: section.name, offset: Int(clamping: offset)))
          continue
        }
        variables.append(
          GlobalVariable(
            name: name, section: section.name, offset: Int(clamping: offset), size: variable.size,
            type: declaration.target))
      }
    }
    return variables
  }
}
