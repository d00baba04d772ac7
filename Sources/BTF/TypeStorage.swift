import Synchronization

/// A type table's bytes and index, shared by its values.
final class TypeStorage: Sendable {
  /// Strings are cut here: names of kernels and compilers stay below 1 KiB, and a hostile table could name one long
  /// string a million times.
  static let longestString = 4096

  let region: ByteRegion
  let strings: ByteRegion
  let stringsStart: Int
  let base: TypeStorage?
  /// The first id of this table's own.
  let firstID: TypeID
  /// The string offset at which this table's own strings start.
  let firstString: UInt32
  /// Each own type's record in `region`, by `id - firstID`.
  let records: [UInt32]
  private let nameIndex = Mutex<NameIndex?>(nil)

  /// One past the last id.
  var endID: TypeID { firstID + TypeID(records.count) }
  /// One past the last string offset.
  var endString: UInt32 { firstString + UInt32(strings.count) }

  init(region: ByteRegion, base: TypeStorage?) throws(BTFError) {
    self.region = region
    self.base = base
    let header = try TypeHeader(region)
    stringsStart = header.strings.lowerBound
    strings = region[header.strings]
    firstID = base?.endID ?? 1
    firstString = base?.endString ?? 0
    let strings = header.strings
    if strings.isEmpty {
      guard base != nil else { throw BTFError(header: 20, "the string section is empty") }
    } else {
      guard region[strings.upperBound - 1] == 0 else {
        throw BTFError(section: ".BTF", offset: strings.upperBound - 1, message: "the last string has no end")
      }
      guard base != nil || region[strings.lowerBound] == 0 else {
        throw BTFError(section: ".BTF", offset: strings.lowerBound, message: "the first string is not the empty one")
      }
    }
    let (end, overflow) = firstString.addingReportingOverflow(UInt32(strings.count))
    guard !overflow else { throw BTFError(header: 20, "base and split strings take more than 4 GiB") }
    records = try TypeStorage.index(region, header, stringsEnd: end, firstID: firstID)
  }

  private static func index(
    _ region: ByteRegion, _ header: TypeHeader, stringsEnd: UInt32, firstID: TypeID
  ) throws(BTFError) -> [UInt32] {
    var records: [UInt32] = []
    // The kernel's own BTF takes 26 bytes a type on average, records included.
    records.reserveCapacity(header.types.count / 24)
    let end = header.types.upperBound
    var at = header.types.lowerBound
    while at < end {
      guard end - at >= 12 else {
        throw BTFError(section: ".BTF", offset: at, message: "the type section ends within a type's record")
      }
      let info = region.word(at: at + 4)
      guard region.word(at: at) < stringsEnd else {
        throw BTFError(section: ".BTF", offset: at, message: "the type's name lies outside of the strings")
      }
      let code = UInt8(info >> 24 & 0x7f)
      guard let layout = header.layout(ofKind: code, in: region) else {
        throw BTFError(section: ".BTF", offset: at + 4, message: "unknown kind of type: \(code)")
      }
      let length = 12 + layout.fixed + layout.element * Int(info & 0xffffff)
      guard length <= end - at else {
        throw BTFError(
          section: ".BTF", offset: at,
          message: "the type's record takes \(length) bytes, but \(end - at) are left in the type section")
      }
      records.append(UInt32(truncatingIfNeeded: at))
      at += length
    }
    guard records.count <= Int(TypeID.max - firstID) else {
      throw BTFError(section: ".BTF", offset: end, message: "too many types")
    }
    return records
  }

  /// The table of this chain that holds an id, and the record's place there.
  func place(of id: TypeID) -> (storage: TypeStorage, offset: Int)? {
    var storage = self
    while id < storage.firstID {
      guard let base = storage.base else { return nil }
      storage = base
    }
    let index = Int(id - storage.firstID)
    guard index < storage.records.count else { return nil }
    return (storage, Int(storage.records[index]))
  }

  /// The string at an offset, cut to `longestString` bytes; nil outside of the strings.
  func string(at offset: UInt32) -> String? {
    guard let (storage, at) = stringPlace(offset) else { return nil }
    return storage.strings.string(at: at, limit: TypeStorage.longestString)
  }

  func stringHolds(_ text: [UInt8], at offset: UInt32) -> Bool {
    guard let (storage, at) = stringPlace(offset) else { return text.isEmpty }
    return storage.strings.holds(text, at: at)
  }

  func stringPlace(_ offset: UInt32) -> (storage: TypeStorage, offset: Int)? {
    var storage = self
    while offset < storage.firstString {
      guard let base = storage.base else { return nil }
      storage = base
    }
    let at = Int(offset - storage.firstString)
    return at < storage.strings.count ? (storage, at) : nil
  }

  /// Own ids with a name, in ascending order. The index is built by the first call.
  func ids(named name: [UInt8]) -> [TypeID] {
    let index = nameIndex.withLock { (index: inout NameIndex?) -> NameIndex in
      if let index { return index }
      let built = NameIndex(self)
      index = built
      return built
    }
    return index.ids(named: name, in: self)
  }
}
