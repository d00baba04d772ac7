import BTF
import KernelFacts

extension ObjectFile {
  /// The object with its legacy `maps` section turned to a `.maps` section and BTF, which libbpf 1.0 and newer load; nil
  /// when it has no legacy maps. So there is one way to load, whatever an object's age.
  ///
  /// Only what libbpf's own `struct bpf_map_def` says is kept: type, sizes, entries and flags.
  /// - Throws: when the object's own BTF of its maps contradicts its symbols, or cannot be extended.
  public func withDeclaredMaps() throws(ObjectError) -> [UInt8]? {
    let maps = maps.filter { $0.origin == .legacy }
    guard let first = maps.first, let index = first.sectionIndex else { return nil }
    guard !sections.contains(where: { $0.name == ".maps" }) else {
      throw ObjectError("it stands beside a .maps section: its maps cannot be moved there", section: first.section)
    }
    return try LegacyMapRewriter(object: self, section: sections[index], maps: maps).rewritten()
  }
}

/// Turns the legacy maps of one object to declared ones.
private struct LegacyMapRewriter {
  /// `struct { int (*type)[N]; ... }` with five members, each a pointer.
  static let definitionSize = 40
  static let fields = ["type", "key_size", "value_size", "max_entries", "map_flags"]

  let object: ObjectFile
  let section: Section
  let maps: [MapDefinition]

  func rewritten() throws(ObjectError) -> [UInt8] {
    let image = try ELFImage(object.region)
    var editor = try ELFEditor(image)
    let contents = [UInt8](repeating: 0, count: maps.count * Self.definitionSize)
    editor.replace(section, with: contents)
    editor.rename(section, to: ".maps")
    guard let table = image.sections.first(where: { $0.kind == .symbols }) else {
      throw ObjectError("there is no symbol table")
    }
    editor.replace(table, with: symbols(image.region[table.range].array, image))
    let types: [UInt8]
    do { types = try typeBytes() } catch {
      throw ObjectError(error.message, section: error.section, offset: error.offset)
    }
    if let section = image.section(named: ".BTF") {
      editor.replace(section, with: types)
    } else {
      editor.addSection(".BTF", contents: types)
    }
    return try editor.finish()
  }

  /// The symbol table with the maps at their new places. All are made global objects, as libbpf wants them.
  private func symbols(_ table: [UInt8], _ image: ELFImage) -> [UInt8] {
    var table = table
    let places = Dictionary(
      maps.enumerated().map { ($0.element.name, $0.offset * Self.definitionSize) },
      uniquingKeysWith: { first, _ in first })
    for symbol in image.symbols(in: section) where symbol.kind == .object || symbol.kind == .none {
      guard let place = places[symbol.name] else { continue }
      let record = symbol.index * ELFFormat.symbolSize
      table[record + 4] = 1 << 4 | 1
      ELFEditor.store(UInt64(place), at: record + 8, in: &table)
      ELFEditor.store(UInt64(Self.definitionSize), at: record + 16, in: &table)
    }
    return table
  }

  /// The object's BTF with the maps' declarations. What it says already of the section is changed in place: libbpf
  /// refuses BTF of a section that the file does not have.
  private func typeBytes() throws(BTFError) -> [UInt8] {
    var builder: TypeTableBuilder
    if let types = object.types {
      builder = try TypeTableBuilder(extending: types)
    } else {
      builder = TypeTableBuilder()
    }
    let element = builder.addInt("char", size: 1)
    let known = try knownVariables()
    var variables: [SectionVariable] = []
    for (position, map) in maps.enumerated() {
      let values = [map.type.rawValue, map.keySize, map.valueSize, map.maxEntries, map.flags]
      var members: [(name: String, type: TypeID, offset: Int)] = []
      for (name, value) in zip(Self.fields, values) {
        let array = builder.addArray(of: element, index: element, count: value)
        members.append((name, builder.addPointer(to: array), members.count * 8))
      }
      let definition = builder.addStruct("", size: Self.definitionSize, members: members)
      var variable = known[map.name]
      if let variable { builder.retarget(variable, to: definition) }
      if variable == nil { variable = builder.addVariable(map.name, type: definition, linkage: .global) }
      guard let variable else { continue }
      variables.append(
        SectionVariable(type: variable, offset: position * Self.definitionSize, size: Self.definitionSize))
    }
    let size = maps.count * Self.definitionSize
    if let old = object.types?.type(named: section.name, kind: .datasec) {
      builder.rename(old.id, to: ".maps")
      builder.setSection(old.id, size: size, variables: variables)
    } else {
      _ = builder.addSection(".maps", size: size, variables: variables)
    }
    return builder.bytes()
  }

  /// The variables that the object's BTF has for its maps.
  private func knownVariables() throws(BTFError) -> [String: TypeID] {
    guard let types = object.types, let old = types.type(named: section.name, kind: .datasec) else { return [:] }
    var known: [String: TypeID] = [:]
    for variable in old.variables {
      let type = try types.type(variable.type)
      // libbpf takes no static maps: such a variable gets a global twin.
      if type.kind == .var, type.linkage == .global { known[type.name] = type.id }
    }
    return known
  }
}
