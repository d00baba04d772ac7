/// The constants of the ELF format that a BPF object uses (the System V ABI, and `EM_BPF` of `linux/elf-em.h`).
enum ELFFormat {
  static let magic: [UInt8] = [0x7f, 0x45, 0x4c, 0x46]
  static let class64: UInt8 = 2
  static let littleEndian: UInt8 = 1
  static let bigEndian: UInt8 = 2
  static let headerSize = 64
  static let sectionHeaderSize = 64
  static let symbolSize = 24
  static let typeRelocatable: UInt16 = 1
  static let typeExecutable: UInt16 = 2
  static let typeShared: UInt16 = 3
  static let typeCore: UInt16 = 4
  static let machineNone: UInt16 = 0
  static let machineBPF: UInt16 = 247
  /// `SHT_NOBITS`: a section without bytes in the file.
  static let noBits: UInt32 = 8
  /// `SHN_LORESERVE`: section indexes from here on have special meanings.
  static let firstReservedSection = 0xff00
  /// `SHN_XINDEX`: the index stands elsewhere.
  static let extendedSection = 0xffff
}
