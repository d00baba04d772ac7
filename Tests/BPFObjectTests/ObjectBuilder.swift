/// Writes ELF files by hand, well-formed or not: what no compiler writes is what tests of hostile bytes need.
struct ObjectBuilder {
  struct Section {
    var name: String
    var type: UInt32 = 1
    var flags: UInt64 = 0
    var bytes: [UInt8] = []
    var link: UInt32 = 0
    var info: UInt32 = 0
    /// Sizes and offsets that are not those of the bytes.
    var offset: UInt64?
    var size: UInt64?
  }
  struct Symbol {
    var name: String
    var info: UInt8
    var other: UInt8 = 0
    var section: UInt16
    var value: UInt64 = 0
    var size: UInt64 = 0
  }
  /// Sections from index 1. The symbol table and its strings come behind them.
  var sections: [Section] = []
  /// Symbols from index 1.
  var symbols: [Symbol] = []

  /// Where the symbol table will be.
  var symbolTableIndex: UInt32 { UInt32(sections.count + 1) }

  static let code: UInt64 = 6
  static let function: UInt8 = 1 << 4 | 2
  static let localFunction: UInt8 = 2
  static let object: UInt8 = 1 << 4 | 1

  /// An instruction's 8 bytes.
  static func instruction(_ opcode: UInt8, _ registers: UInt8 = 0, offset: Int16 = 0, _ immediate: Int32 = 0) -> [UInt8]
  {
    [opcode, registers] + little(UInt16(bitPattern: offset)) + little(UInt32(bitPattern: immediate))
  }

  static let exit = instruction(0x95)

  /// A relocation without addend.
  static func relocation(_ offset: UInt64, symbol: UInt32, type: UInt32) -> [UInt8] {
    little(offset) + little(UInt64(symbol) << 32 | UInt64(type))
  }

  static func little(_ value: some FixedWidthInteger) -> [UInt8] {
    (0..<(value.bitWidth / 8)).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
  }

  func bytes() -> [UInt8] {
    var strings: [UInt8] = [0]
    func name(_ text: String) -> UInt32 {
      guard !text.isEmpty else { return 0 }
      strings += text.utf8 + [0]
      return UInt32(strings.count - text.utf8.count - 1)
    }
    var table = [UInt8](repeating: 0, count: 24)
    for symbol in symbols {
      table += Self.little(name(symbol.name)) + [symbol.info, symbol.other] + Self.little(symbol.section)
      table += Self.little(symbol.value) + Self.little(symbol.size)
    }
    var all = sections
    all.append(Section(name: ".symtab", type: 2, bytes: table, link: symbolTableIndex + 1))
    let nameOffsets = all.map { name($0.name) } + [name(".strtab")]
    all.append(Section(name: ".strtab", type: 3, bytes: strings))
    var contents: [UInt8] = []
    var headers = [UInt8](repeating: 0, count: 64)
    for (section, nameOffset) in zip(all, nameOffsets) {
      headers +=
        Self.little(nameOffset) + Self.little(section.type) + Self.little(section.flags) + Self.little(UInt64(0))
      headers += Self.little(section.offset ?? UInt64(64 + contents.count))
      headers += Self.little(section.size ?? UInt64(section.bytes.count))
      headers += Self.little(section.link) + Self.little(section.info) + Self.little(UInt64(8)) + Self.little(UInt64(0))
      contents += section.bytes + [UInt8](repeating: 0, count: (8 - section.bytes.count % 8) % 8)
    }
    var header: [UInt8] = [0x7f, 0x45, 0x4c, 0x46, 2, 1, 1] + [UInt8](repeating: 0, count: 9)
    header += Self.little(UInt16(1)) + Self.little(UInt16(247)) + Self.little(UInt32(1))
    header += Self.little(UInt64(0)) + Self.little(UInt64(0)) + Self.little(UInt64(64 + contents.count))
    header += Self.little(UInt32(0)) + Self.little(UInt16(64)) + Self.little(UInt16(0)) + Self.little(UInt16(0))
    header += Self.little(UInt16(64)) + Self.little(UInt16(all.count + 1)) + Self.little(UInt16(all.count))
    return header + contents + headers
  }

  /// A program of one instruction, with a licence: what the nasty objects start from.
  static func minimal(section: String = "xdp", code: [UInt8] = exit) -> ObjectBuilder {
    var builder = ObjectBuilder()
    builder.sections = [
      Section(name: section, flags: Self.code, bytes: code),
      Section(name: "license", flags: 3, bytes: Array("GPL\0".utf8)),
    ]
    builder.symbols = [Symbol(name: "main", info: function, section: 1, size: UInt64(code.count))]
    return builder
  }
}
