import BTF

/// Makes a changed copy of an ELF file: what is replaced or added is written behind the old bytes, with a new section
/// table that leads there. All that is not changed stays where it is.
struct ELFEditor {
  private let image: ELFImage
  private var bytes: [UInt8]
  private var headers: [[UInt8]]
  private var names: [UInt8]
  private let namesIndex: Int

  /// - Throws: for files with more sections than 16 bits count.
  init(_ image: ELFImage) throws(ObjectError) {
    let file = ByteReader(image.region)
    guard let table: UInt64 = file.read(40), let count: UInt16 = file.read(60), let names: UInt16 = file.read(62),
      Int(count) == image.sections.count, image.sections.indices.contains(Int(names))
    else { throw ObjectError("it has too many sections to be changed: \(image.sections.count)", offset: 60) }
    self.image = image
    bytes = image.region.array
    headers = (0..<image.sections.count).map { index in
      let start = Int(table) + index * ELFFormat.sectionHeaderSize
      return image.region[start..<(start + ELFFormat.sectionHeaderSize)].array
    }
    namesIndex = Int(names)
    self.names = image.region[image.sections[namesIndex].range].array
  }

  /// Gives a section other contents.
  mutating func replace(_ section: Section, with contents: [UInt8]) {
    set(UInt64(append(contents)), at: 24, of: section.index)
    set(UInt64(contents.count), at: 32, of: section.index)
  }

  /// Gives a section another name.
  mutating func rename(_ section: Section, to name: String) { set(UInt32(addName(name)), at: 0, of: section.index) }

  /// Adds a section of bytes that are not loaded.
  mutating func addSection(_ name: String, contents: [UInt8]) {
    headers.append([UInt8](repeating: 0, count: ELFFormat.sectionHeaderSize))
    let index = headers.count - 1
    set(UInt32(addName(name)), at: 0, of: index)
    set(UInt32(1), at: 4, of: index)
    set(UInt64(append(contents)), at: 24, of: index)
    set(UInt64(contents.count), at: 32, of: index)
    set(UInt64(4), at: 48, of: index)
  }

  /// The changed file.
  consuming func finish() throws(ObjectError) -> [UInt8] {
    guard headers.count < ELFFormat.firstReservedSection else {
      throw ObjectError("it has too many sections to be changed: \(headers.count)", offset: 60)
    }
    set(UInt64(append(names)), at: 24, of: namesIndex)
    set(UInt64(names.count), at: 32, of: namesIndex)
    let table = append(headers.flatMap { $0 })
    Self.store(UInt64(table), at: 40, in: &bytes)
    Self.store(UInt16(headers.count), at: 60, in: &bytes)
    return bytes
  }

  private mutating func append(_ contents: [UInt8]) -> Int {
    Self.pad(&bytes, to: 8)
    let offset = bytes.count
    bytes += contents
    return offset
  }

  private mutating func addName(_ name: String) -> Int {
    let offset = names.count
    names += name.utf8 + [0]
    return offset
  }

  private mutating func set(_ value: some FixedWidthInteger, at offset: Int, of section: Int) {
    Self.store(value, at: offset, in: &headers[section])
  }

  /// Adds zeros up to a multiple of so many bytes.
  static func pad(_ bytes: inout [UInt8], to alignment: Int) {
    bytes += [UInt8](repeating: 0, count: (alignment - bytes.count % alignment) % alignment)
  }

  /// Writes a little-endian number.
  static func store(_ value: some FixedWidthInteger, at offset: Int, in bytes: inout [UInt8]) {
    for index in 0..<(value.bitWidth / 8) {
      bytes[offset + index] = UInt8(truncatingIfNeeded: value >> (index * 8))
    }
  }
}
