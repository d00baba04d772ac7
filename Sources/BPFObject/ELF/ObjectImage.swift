/// A BPF object in the making: its sections and symbols, in no particular order but their own.
public struct ObjectImage: Sendable {
  /// A section's place in the image, as symbols and relocations name it.
  public struct SectionID: Hashable, Sendable {
    let index: Int
  }
  /// A symbol's place in the image, as relocations name it.
  public struct SymbolID: Hashable, Sendable {
    let index: Int
  }
  /// What a section holds.
  public enum Contents: Sendable {
    /// Instructions.
    case code
    /// Bytes that programs may change.
    case data
    /// Bytes that stay as they are, or are not loaded.
    case constants
  }
  /// What a symbol names.
  public enum SymbolKind: UInt8, Sendable {
    /// A variable or map: `STT_OBJECT`.
    case object = 1
    /// A function: `STT_FUNC`.
    case function = 2
  }
  /// How a relocation's place is filled in.
  public enum RelocationKind: UInt32, Sendable {
    /// A 64-bit immediate: `R_BPF_64_64`.
    case immediate = 1
    /// A call: `R_BPF_64_32`.
    case call = 10
  }

  private struct Section {
    var name: String
    var kind: UInt32 = 1
    var flags: UInt64 = 0
    var bytes: [UInt8]
    var link: UInt32 = 0
    var info: UInt32 = 0
    var entrySize: UInt64 = 0
  }

  private var sections: [Section] = []
  private var symbols: [UInt8] = [UInt8](repeating: 0, count: ELFFormat.symbolSize)
  private var symbolNames: [UInt8] = [0]
  private var relocations: [Int: [UInt8]] = [:]

  /// An object without sections.
  public init() {}

  /// Adds a section.
  public mutating func addSection(_ name: String, _ contents: Contents, bytes: [UInt8]) -> SectionID {
    let allocated: UInt64 = 2
    let flags: UInt64 =
      switch contents {
      case .code: allocated | 4
      case .data: allocated | 1
      case .constants: name.hasPrefix(".BTF") ? 0 : allocated
      }
    sections.append(Section(name: name, flags: flags, bytes: bytes))
    return SectionID(index: sections.count - 1)
  }

  /// Adds a global symbol that is defined in a section.
  public mutating func addSymbol(
    _ name: String, _ kind: SymbolKind, in section: SectionID, at offset: Int, size: Int
  ) -> SymbolID {
    var record: [UInt8] = []
    Self.append(UInt32(symbolNames.count), to: &record)
    record += [1 << 4 | kind.rawValue, 0]
    Self.append(UInt16(section.index + 1), to: &record)
    Self.append(UInt64(offset), to: &record)
    Self.append(UInt64(size), to: &record)
    symbolNames += name.utf8 + [0]
    symbols += record
    return SymbolID(index: symbols.count / ELFFormat.symbolSize - 1)
  }

  /// Adds a relocation of an instruction, by its byte offset in a section.
  public mutating func addRelocation(
    _ kind: RelocationKind, in section: SectionID, at offset: Int, to symbol: SymbolID
  ) {
    Self.append(UInt64(offset), to: &relocations[section.index, default: []])
    Self.append(UInt64(symbol.index) << 32 | UInt64(kind.rawValue), to: &relocations[section.index, default: []])
  }

  /// The object as an ELF file.
  public func bytes() -> [UInt8] {
    var all = sections
    let symbolTable = UInt32(all.count + 1)
    all.append(
      Section(
        name: ".symtab", kind: 2, bytes: symbols, link: symbolTable + 1, info: 1,
        entrySize: UInt64(ELFFormat.symbolSize)))
    all.append(Section(name: ".strtab", kind: 3, bytes: symbolNames))
    for (index, bytes) in relocations.sorted(by: { $0.key < $1.key }) {
      all.append(
        Section(
          name: ".rel" + sections[index].name, kind: 9, bytes: bytes, link: symbolTable, info: UInt32(index + 1),
          entrySize: 16))
    }
    all.append(Section(name: ".shstrtab", kind: 3, bytes: Self.names(of: all)))
    return Self.file(of: all)
  }

  private static func names(of sections: [Section]) -> [UInt8] {
    [0] + sections.flatMap { $0.name.utf8 + [0] } + ".shstrtab".utf8 + [0]
  }

  private static func file(of sections: [Section]) -> [UInt8] {
    var contents: [UInt8] = []
    var headers = [UInt8](repeating: 0, count: ELFFormat.sectionHeaderSize)
    var name = 1
    for section in sections {
      append(UInt32(name), to: &headers)
      append(section.kind, to: &headers)
      append(section.flags, to: &headers)
      append(UInt64(0), to: &headers)
      append(UInt64(ELFFormat.headerSize + contents.count), to: &headers)
      append(UInt64(section.bytes.count), to: &headers)
      append(section.link, to: &headers)
      append(section.info, to: &headers)
      append(UInt64(8), to: &headers)
      append(section.entrySize, to: &headers)
      contents += section.bytes
      ELFEditor.pad(&contents, to: 8)
      name += section.name.utf8.count + 1
    }
    var header = ELFFormat.magic + [ELFFormat.class64, ELFFormat.littleEndian, 1]
    ELFEditor.pad(&header, to: 16)
    append(ELFFormat.typeRelocatable, to: &header)
    append(ELFFormat.machineBPF, to: &header)
    append(UInt32(1), to: &header)
    append(UInt64(0), to: &header)
    append(UInt64(0), to: &header)
    append(UInt64(ELFFormat.headerSize + contents.count), to: &header)
    append(UInt32(0), to: &header)
    append(UInt16(ELFFormat.headerSize), to: &header)
    append(UInt32(0), to: &header)
    append(UInt16(ELFFormat.sectionHeaderSize), to: &header)
    append(UInt16(sections.count + 1), to: &header)
    append(UInt16(sections.count), to: &header)
    return header + contents + headers
  }

  private static func append(_ value: some FixedWidthInteger, to bytes: inout [UInt8]) {
    for index in 0..<(value.bitWidth / 8) { bytes.append(UInt8(truncatingIfNeeded: value >> (index * 8))) }
  }
}
