import BTF
import KernelFacts

extension ObjectReader {
  /// Maps of the `.maps` section: libbpf finds their declarations in BTF, and their places by their symbols.
  mutating func declaredMaps(types: TypeTable?, relocations: [Int: [Relocation]]) -> [MapDefinition] {
    guard let section = image.section(named: ".maps"), section.range.count > 0 else { return [] }
    guard let types else {
      warn(ObjectError("maps are declared here, but there is no BTF to say which", section: section.name))
      return []
    }
    var places: [String: Int] = [:]
    for symbol in image.symbols(in: section) where symbol.kind == .object && symbol.binding != .local {
      places[symbol.name] = Int(clamping: symbol.value)
    }
    var declared: [(declaration: MapDeclaration, offset: Int)] = []
    for variable in types.type(named: section.name, kind: .datasec)?.variables ?? [] {
      do {
        let declaration = try types.mapDeclaration(at: variable)
        guard let place = places[declaration.name] else {
          warn(ObjectError("map \(declaration.name) is declared in BTF, but has no symbol", section: section.name))
          continue
        }
        declared.append((declaration, place))
      } catch {
        warn(ObjectError(error.message, section: error.section, offset: error.offset))
      }
    }
    // Maps may claim each other's bytes: a relocation is used once.
    var references = (relocations[section.index] ?? [])[...]
    return declared.sorted { $0.offset < $1.offset }.map { declaration, offset in
      var map = MapDefinition(declaration, section: section, offset: offset)
      map.values = initialEntries(of: declaration, at: offset, &references)
      return map
    }
  }

  /// What the relocations of `.maps` put into a map's `values` array; takes them off `references`.
  private func initialEntries(
    of declaration: MapDeclaration, at place: Int, _ references: inout ArraySlice<Relocation>
  ) -> [MapDefinition.InitialEntry] {
    guard declaration.values != nil, declaration.size > declaration.valuesOffset else { return [] }
    let start = place.addingReportingOverflow(declaration.valuesOffset).partialValue
    let end = UInt64(clamping: place.addingReportingOverflow(declaration.size).partialValue)
    references = references.drop { $0.offset < UInt64(clamping: start) }
    let own = references.prefix { $0.offset < end }
    references = references[own.endIndex...]
    return own.map { relocation in
      MapDefinition.InitialEntry(
        index: (Int(clamping: relocation.offset) - start) / 8, name: image.symbols[relocation.symbol].name)
    }
  }

  /// The map that libbpf keeps `__kconfig` values in.
  func kconfigMap(types: TypeTable?, externs: [Extern]) -> MapDefinition? {
    let values = externs.filter { $0.kind == .kconfig }
    guard !values.isEmpty, let types else { return nil }
    // libbpf sorts them by alignment, largest first: there are no gaps.
    let sizes = values.map { value in
      value.type.flatMap { try? types.type($0).target }.flatMap { try? types.size(of: $0) } ?? 0
    }
    let size = sizes.reduce(UInt64(0)) { $0.addingReportingOverflow(UInt64(clamping: $1)).partialValue }
    return MapDefinition(
      name: ".kconfig", origin: .kconfig, section: ".kconfig", sectionIndex: nil, offset: 0, type: .array, keySize: 4,
      valueSize: UInt32(clamping: size), maxEntries: 1, flags: MapFlag.readOnlyForPrograms | MapFlag.mappable)
  }
}

extension MapDefinition {
  init(_ declaration: MapDeclaration, section: Section, offset: Int) {
    self.init(
      name: declaration.name, origin: .declared, section: section.name, sectionIndex: section.index, offset: offset,
      type: MapType(rawValue: declaration.type), keySize: declaration.keySize, valueSize: declaration.valueSize,
      maxEntries: declaration.maxEntries, flags: declaration.flags)
    extra = declaration.extra
    keyType = declaration.keyType
    valueType = declaration.valueType
    isPinnedByName = declaration.pinning == 1
    if case .maps(let template) = declaration.values {
      inner = InnerMap(
        type: MapType(rawValue: template.type), keySize: template.keySize, valueSize: template.valueSize,
        maxEntries: template.maxEntries, flags: template.flags, extra: template.extra)
    }
  }
}
