/// One section of an object: a name and a range of the file's bytes.
public struct Section: Hashable, Sendable {
  /// What a section holds (`sh_type`).
  public enum Kind: Hashable, Sendable {
    /// Bytes that the program's author wrote: instructions, data, BTF (`SHT_PROGBITS`).
    case bits
    /// Bytes that are all zero and not in the file: `.bss` (`SHT_NOBITS`).
    case zeros
    /// Symbols (`SHT_SYMTAB`).
    case symbols
    /// Strings (`SHT_STRTAB`).
    case strings
    /// Relocations whose addend stands in the place that is relocated (`SHT_REL`).
    case relocations
    /// Relocations with an addend of their own (`SHT_RELA`).
    case relocationsWithAddends
    /// Anything else, by its number.
    case other(UInt32)

    init(_ raw: UInt32) {
      switch raw {
      case 1: self = .bits
      case 2: self = .symbols
      case 3: self = .strings
      case 4: self = .relocationsWithAddends
      case 8: self = .zeros
      case 9: self = .relocations
      default: self = .other(raw)
      }
    }
  }
  /// Its place in the section table.
  public let index: Int
  /// Its name.
  public let name: String
  /// What it holds.
  public let kind: Kind
  /// `sh_flags`.
  public let flags: UInt64
  /// Where its bytes are in the file; empty for `.zeros`.
  public let range: Range<Int>
  /// Its size in bytes; for `.zeros` without bytes in the file.
  public let size: UInt64
  /// `sh_link`: for symbols the section of their names, for relocations that of their symbols.
  public let link: Int
  /// `sh_info`: for relocations the section that they change.
  public let info: Int
  /// `sh_addralign`, in bytes.
  public let alignment: UInt64
  /// `sh_entsize`, in bytes; 0 when it holds no table.
  public let entrySize: UInt64

  /// Whether it holds instructions (`SHF_EXECINSTR`).
  public var isExecutable: Bool { flags & 4 != 0 }
}
