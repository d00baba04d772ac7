import BTF

/// A BPF object's ELF structure: sections as ranges of the bytes, symbols and relocations, all checked against each other
/// as far as they are used. Nothing is copied out of the bytes but names.
struct ELFImage: Sendable {
  /// Bounds on what an object may ask for, far above what compilers write: an object must not cost more memory than a
  /// small multiple of its size.
  enum Limit {
    /// Characters of a name. The longest seen are mangled Rust names of a few hundred.
    static let name = 4096
    /// Bytes of all names together, however often the object uses the same ones.
    static let allNames = 64 << 20
  }
  let region: ByteRegion
  let sections: [Section]
  let symbols: [Symbol]
  /// Indexes of symbols by the section that they are defined in.
  private let symbolsBySection: [Int: [Int]]

  init(_ region: ByteRegion) throws(ObjectError) {
    if let kind = FileKind(of: region) { throw ObjectError(notBPF: kind) }
    self.region = region
    var names = NameBudget()
    sections = try ELFImage.readSections(region, &names)
    symbols = try ELFImage.readSymbols(region, sections, &names)
    var bySection: [Int: [Int]] = [:]
    for symbol in symbols {
      if case .section(let index) = symbol.place { bySection[index, default: []].append(symbol.index) }
    }
    symbolsBySection = bySection
  }

  /// A reader over a section's bytes.
  func reader(_ section: Section) -> ByteReader { ByteReader(region[section.range]) }

  /// The first section with a name, as libbpf would find it.
  func section(named name: String) -> Section? { sections.first { $0.name == name } }

  /// The symbols that are defined in a section, in the order of the file.
  func symbols(in section: Section) -> [Symbol] { (symbolsBySection[section.index] ?? []).map { symbols[$0] } }

  /// The section that a symbol is defined in; nil for externs and reserved indexes.
  func section(of symbol: Symbol) -> Section? {
    guard case .section(let index) = symbol.place, sections.indices.contains(index) else { return nil }
    return sections[index]
  }

  /// The relocations of one relocation section, in its order.
  func relocations(in section: Section) throws(ObjectError) -> [Relocation] {
    let hasAddends = section.kind == .relocationsWithAddends
    let entrySize = hasAddends ? 24 : 16
    guard section.range.count % entrySize == 0 else {
      throw ObjectError(
        "its size \(section.range.count) is no multiple of an entry's \(entrySize) bytes", section: section.name)
    }
    let reader = reader(section)
    var relocations: [Relocation] = []
    relocations.reserveCapacity(reader.count / entrySize)
    for offset in stride(from: 0, to: reader.count, by: entrySize) {
      guard let place: UInt64 = reader.read(offset), let info: UInt64 = reader.read(offset + 8) else { break }
      let symbol = Int(truncatingIfNeeded: info >> 32)
      guard symbols.indices.contains(symbol) else {
        throw ObjectError(
          "relocation against symbol \(symbol), but there are \(symbols.count)", section: section.name, offset: offset)
      }
      let addend: UInt64? = hasAddends ? reader.read(offset + 16) : nil
      relocations.append(
        Relocation(
          offset: place, kind: Relocation.Kind(UInt32(truncatingIfNeeded: info)), symbol: symbol,
          addend: addend.map { Int64(bitPattern: $0) }))
    }
    return relocations
  }

  private static func readSections(_ region: ByteRegion, _ names: inout NameBudget) throws(ObjectError) -> [Section] {
    let file = ByteReader(region)
    guard let tableOffset: UInt64 = file.read(40), let entrySize: UInt16 = file.read(58),
      let shortCount: UInt16 = file.read(60), let shortNames: UInt16 = file.read(62)
    else { throw ObjectError(notBPF: .truncatedELF) }
    guard tableOffset != 0 else { throw ObjectError("there is no section table", offset: 40) }
    guard entrySize == ELFFormat.sectionHeaderSize else {
      throw ObjectError("section headers of \(entrySize) bytes instead of \(ELFFormat.sectionHeaderSize)", offset: 58)
    }
    guard tableOffset <= UInt64(region.count - ELFFormat.sectionHeaderSize) else {
      throw ObjectError(
        "the section table at offset \(tableOffset) lies outside the file of \(region.count) bytes: it is cut short",
        offset: 40)
    }
    let table = Int(tableOffset)
    // More sections than 16 bits count: the first header holds the numbers (the ELF format's SHN_XINDEX rule).
    let first = ByteReader(region[table..<(table + ELFFormat.sectionHeaderSize)])
    let count = shortCount != 0 ? UInt64(shortCount) : first.read(32) ?? 0
    let namesIndex =
      Int(shortNames) == ELFFormat.extendedSection ? Int(first.read(40, as: UInt32.self) ?? 0) : Int(shortNames)
    let available = UInt64((region.count - table) / ELFFormat.sectionHeaderSize)
    guard count > 0, count <= available else {
      throw ObjectError("\(count) section headers, but the file has room for \(available): it is cut short", offset: 60)
    }
    let headers = (0..<Int(count)).map { index in
      ByteReader(
        region[(table + index * ELFFormat.sectionHeaderSize)..<(table + (index + 1) * ELFFormat.sectionHeaderSize)])
    }
    guard headers.indices.contains(namesIndex) else {
      throw ObjectError("section names are said to be in section \(namesIndex), but there are \(count)", offset: 62)
    }
    let nameRange = try range(of: headers[namesIndex], index: namesIndex, name: nil, in: region)
    let nameReader = ByteReader(region[nameRange])
    var sections: [Section] = []
    sections.reserveCapacity(headers.count)
    for (index, header) in headers.enumerated() {
      let nameOffset = Int(header.read(0, as: UInt32.self) ?? 0)
      let name =
        index == 0 && nameOffset == 0
        ? ""
        : try names.name(nameReader, nameOffset, of: "section \(index)", section: nil, offset: nameRange.lowerBound)
      let kind = Section.Kind(header.read(4) ?? 0)
      sections.append(
        Section(
          index: index, name: name, kind: kind, flags: header.read(8) ?? 0,
          range: index == 0 || kind == .zeros ? 0..<0 : try range(of: header, index: index, name: name, in: region),
          size: index == 0 ? 0 : header.read(32) ?? 0,
          link: Int(header.read(40, as: UInt32.self) ?? 0), info: Int(header.read(44, as: UInt32.self) ?? 0),
          alignment: header.read(48) ?? 0, entrySize: header.read(56) ?? 0))
    }
    return sections
  }

  private static func range(
    of header: ByteReader, index: Int, name: String?, in region: ByteRegion
  ) throws(ObjectError) -> Range<Int> {
    guard let kind: UInt32 = header.read(4), kind != 0, kind != 8 else { return 0..<0 }
    let offset: UInt64 = header.read(24) ?? 0
    let size: UInt64 = header.read(32) ?? 0
    guard offset <= UInt64(region.count), size <= UInt64(region.count) - offset else {
      throw ObjectError(
        "section \(index) takes bytes \(offset) to \(offset.addingReportingOverflow(size).partialValue), "
          + "but the file has \(region.count): it is cut short", section: name, offset: nil)
    }
    return Int(offset)..<Int(offset + size)
  }

  private static func readSymbols(
    _ region: ByteRegion, _ sections: [Section], _ names: inout NameBudget
  ) throws(ObjectError) -> [Symbol] {
    let tables = sections.filter { $0.kind == .symbols }
    guard let table = tables.first else { return [] }
    guard tables.count == 1 else { throw ObjectError("a second symbol table", section: tables[1].name) }
    guard sections.indices.contains(table.link), sections[table.link].kind == .strings else {
      throw ObjectError(
        "its names are said to be in section \(table.link), which holds no strings", section: table.name)
    }
    guard table.range.count % ELFFormat.symbolSize == 0 else {
      throw ObjectError(
        "its size \(table.range.count) is no multiple of a symbol's \(ELFFormat.symbolSize) bytes", section: table.name)
    }
    let reader = ByteReader(region[table.range])
    let nameReader = ByteReader(region[sections[table.link].range])
    var symbols: [Symbol] = []
    symbols.reserveCapacity(reader.count / ELFFormat.symbolSize)
    for (index, offset) in stride(from: 0, to: reader.count, by: ELFFormat.symbolSize).enumerated() {
      guard let nameOffset: UInt32 = reader.read(offset), let info: UInt8 = reader.read(offset + 4),
        let other: UInt8 = reader.read(offset + 5), let sectionIndex: UInt16 = reader.read(offset + 6),
        let value: UInt64 = reader.read(offset + 8), let size: UInt64 = reader.read(offset + 16)
      else { break }
      let name =
        nameOffset == 0
        ? "" : try names.name(nameReader, Int(nameOffset), of: "symbol \(index)", section: table.name, offset: offset)
      let place: Symbol.Place
      switch Int(sectionIndex) {
      case 0: place = .undefined
      case let index where index >= ELFFormat.firstReservedSection: place = .reserved(index)
      case let index where sections.indices.contains(index): place = .section(index)
      default:
        throw ObjectError(
          "symbol \(index) is said to be in section \(sectionIndex), but there are \(sections.count)",
          section: table.name, offset: offset)
      }
      symbols.append(
        Symbol(
          index: index, name: name, binding: Symbol.Binding(info >> 4), kind: Symbol.Kind(info & 0xf),
          isHidden: (1...2).contains(other & 3), place: place, value: value, size: size))
    }
    return symbols
  }
}

/// Counts the bytes of the names that an object makes us keep: many entries may share one long name.
private struct NameBudget {
  private var left = ELFImage.Limit.allNames

  mutating func name(
    _ reader: ByteReader, _ nameOffset: Int, of owner: String, section: String?, offset: Int
  ) throws(ObjectError) -> String {
    guard let name = reader.string(nameOffset, limit: ELFImage.Limit.name) else {
      throw ObjectError(
        "the name of \(owner) at string offset \(nameOffset) lies outside its string table of \(reader.count) bytes, "
          + "or is not ended within \(ELFImage.Limit.name) bytes", section: section, offset: offset)
    }
    left -= name.utf8.count
    guard left >= 0 else {
      throw ObjectError(
        "names of more than \(ELFImage.Limit.allNames) bytes together", section: section, offset: offset)
    }
    return name
  }
}

extension Symbol.Binding {
  init(_ raw: UInt8) {
    switch raw {
    case 0: self = .local
    case 1: self = .global
    case 2: self = .weak
    default: self = .other(raw)
    }
  }
}

extension Symbol.Kind {
  init(_ raw: UInt8) {
    switch raw {
    case 0: self = .none
    case 1: self = .object
    case 2: self = .function
    case 3: self = .section
    case 4: self = .file
    default: self = .other(raw)
    }
  }
}
