/// Walks the record lists of `.BTF.ext`.
struct ExtendedInfoReader {
  /// ELF section names in BPF objects stay far below this; hostile ones are not stored a million times.
  private static let longestSectionName = 255

  let region: ByteRegion
  let storage: TypeStorage

  private func wrong(_ offset: Int, _ message: String) -> BTFError {
    BTFError(section: ".BTF.ext", offset: offset, message: message)
  }

  /// The records of one kind: record size, then for each ELF section its name, a count, and the records, which newer
  /// compilers may have made longer than `least` bytes.
  func records<Record>(
    header: Int, field: Int, name: String, least: Int, decode: (Int) throws(BTFError) -> Record
  ) throws(BTFError) -> [String: [Record]] {
    let part = try BTFHeader.part(region, section: ".BTF.ext", header: header, field: field, name: "\(name) list")
    guard !part.isEmpty else { return [:] }
    guard part.count >= 4 else { throw wrong(part.lowerBound, "the \(name) list ends within its record size") }
    let word = region.word(at: part.lowerBound)
    guard word >= UInt32(least), word % 4 == 0 else {
      throw wrong(part.lowerBound, "\(name) records of \(word) bytes: a multiple of 4 from \(least) on was expected")
    }
    let size = Int(word)
    var found: [String: [Record]] = [:]
    var at = part.lowerBound + 4
    while at < part.upperBound {
      guard part.upperBound - at >= 8 else { throw wrong(at, "the \(name) list ends within a section's header") }
      let section = try label(at: at).string
      guard section.utf8.count <= ExtendedInfoReader.longestSectionName else {
        throw wrong(at, "the section's name is longer than \(ExtendedInfoReader.longestSectionName) bytes")
      }
      let count = Int(region.word(at: at + 4))
      guard count > 0 else { throw wrong(at + 4, "a section without \(name) records") }
      at += 8
      guard count <= (part.upperBound - at) / size else {
        throw wrong(
          at - 4, "\(count) \(name) records of \(size) bytes, but \(part.upperBound - at) bytes are left in the list")
      }
      var records = found.removeValue(forKey: section) ?? []
      for _ in 0..<count {
        records.append(try decode(at))
        at += size
      }
      found[section] = records
    }
    return found
  }

  /// The slot of the byte offset at a place.
  func slot(at offset: Int) throws(BTFError) -> Int {
    let bytes = region.word(at: offset)
    guard bytes % 8 == 0 else { throw wrong(offset, "instruction offset \(bytes) is not a multiple of 8") }
    return Int(bytes / 8)
  }

  /// The name whose string offset is at a place.
  func label(at offset: Int) throws(BTFError) -> BorrowedName {
    let string = region.word(at: offset)
    guard storage.stringPlace(string) != nil else { throw wrong(offset, "a string outside of .BTF's strings") }
    return BorrowedName(storage: storage, offset: string)
  }
}
