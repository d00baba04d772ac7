/// Writes BTF: a table of its own, or an object's with types added and changed. Types are numbered from 1 in the order
/// they are added; those of an extended table keep their numbers.
public struct TypeTableBuilder: Sendable {
  private struct Record {
    var name: UInt32
    var info: UInt32
    var sizeOrType: UInt32
    var words: [UInt32]
  }

  private var records: [Record] = []
  private var strings: [UInt8] = [0]
  private var stringOffsets: [String: UInt32] = ["": 0]

  /// A table without types.
  public init() {}

  /// A table that starts as a copy of another one's types and strings.
  /// - Throws: when the table is split BTF, or has records of kinds that this code does not know.
  public init(extending table: TypeTable) throws(BTFError) {
    let storage = table.storage
    guard storage.base == nil else { throw BTFError(header: 0, "split BTF cannot be extended") }
    strings = storage.strings.array
    for id in table.ownIDs {
      let type = try table.type(id)
      guard type.kind != .unrecognized else {
        throw BTFError(section: ".BTF", offset: type.offset, message: "a type of unknown kind cannot be copied")
      }
      let layout = type.kind.layout
      let length = (layout.fixed + layout.element * type.count) / 4
      records.append(
        Record(
          name: type.label.offset, info: storage.region.word(at: type.offset + 4), sizeOrType: type.sizeOrType,
          words: (0..<length).map { storage.region.word(at: type.offset + 12 + $0 * 4) }))
    }
  }

  /// The id that the next added type gets.
  public var nextID: TypeID { TypeID(records.count) + 1 }

  /// An integer of whole bytes.
  public mutating func addInt(_ name: String, size: Int, isSigned: Bool = false, isBool: Bool = false) -> TypeID {
    let encoding: UInt32 = (isSigned ? 1 : 0) | (isBool ? 4 : 0)
    return add(.int, name, sizeOrType: UInt32(size), words: [encoding << 24 | UInt32(size * 8)])
  }

  /// A pointer.
  public mutating func addPointer(to target: TypeID) -> TypeID { add(.ptr, "", sizeOrType: target) }

  /// An array.
  public mutating func addArray(of element: TypeID, index: TypeID, count: UInt32) -> TypeID {
    add(.array, "", sizeOrType: 0, words: [element, index, count])
  }

  /// A struct; its members' offsets are in bytes.
  public mutating func addStruct(
    _ name: String, size: Int, members: [(name: String, type: TypeID, offset: Int)]
  ) -> TypeID {
    var words: [UInt32] = []
    for member in members { words += [string(member.name), member.type, UInt32(member.offset * 8)] }
    return add(.struct, name, count: members.count, sizeOrType: UInt32(size), words: words)
  }

  /// A union.
  public mutating func addUnion(_ name: String, size: Int, members: [(name: String, type: TypeID)]) -> TypeID {
    var words: [UInt32] = []
    for member in members { words += [string(member.name), member.type, 0] }
    return add(.union, name, count: members.count, sizeOrType: UInt32(size), words: words)
  }

  /// An enum of that many bytes.
  public mutating func addEnum(_ name: String, size: Int = 4, values: [(name: String, value: Int32)]) -> TypeID {
    var words: [UInt32] = []
    for value in values { words += [string(value.name), UInt32(bitPattern: value.value)] }
    let isSigned = values.contains { $0.value < 0 }
    return add(.enum, name, flag: isSigned, count: values.count, sizeOrType: UInt32(size), words: words)
  }

  /// A typedef.
  public mutating func addTypedef(_ name: String, of target: TypeID) -> TypeID {
    add(.typedef, name, sizeOrType: target)
  }

  /// A function's prototype.
  public mutating func addPrototype(
    returning result: TypeID, parameters: [(name: String, type: TypeID)]
  ) -> TypeID {
    var words: [UInt32] = []
    for parameter in parameters { words += [string(parameter.name), parameter.type] }
    return add(.funcProto, "", count: parameters.count, sizeOrType: result, words: words)
  }

  /// A function.
  public mutating func addFunction(_ name: String, prototype: TypeID, linkage: Linkage) -> TypeID {
    add(.func, name, count: Int(linkage.rawValue), sizeOrType: prototype)
  }

  /// A variable.
  public mutating func addVariable(_ name: String, type: TypeID, linkage: Linkage) -> TypeID {
    add(.var, name, sizeOrType: type, words: [linkage.rawValue])
  }

  /// An ELF section's variables, which the kernel wants in ascending order of their offsets.
  public mutating func addSection(_ name: String, size: Int, variables: [SectionVariable]) -> TypeID {
    let words = variables.flatMap { [$0.type, UInt32($0.offset), UInt32($0.size)] }
    return add(.datasec, name, count: variables.count, sizeOrType: UInt32(size), words: words)
  }

  /// Gives a type another name.
  public mutating func rename(_ id: TypeID, to name: String) {
    let offset = string(name)
    records[Int(id) - 1].name = offset
  }

  /// Makes a pointer, typedef, modifier, variable or function refer to another type.
  public mutating func retarget(_ id: TypeID, to target: TypeID) { records[Int(id) - 1].sizeOrType = target }

  /// Makes a variable static, global or extern.
  public mutating func setLinkage(_ id: TypeID, to linkage: Linkage) { records[Int(id) - 1].words = [linkage.rawValue] }

  /// Gives an ELF section other variables and another size.
  public mutating func setSection(_ id: TypeID, size: Int, variables: [SectionVariable]) {
    records[Int(id) - 1].info = TypeKind.datasec.info(count: variables.count, flag: false)
    records[Int(id) - 1].sizeOrType = UInt32(size)
    records[Int(id) - 1].words = variables.flatMap { [$0.type, UInt32($0.offset), UInt32($0.size)] }
  }

  /// The offset of a string among the table's strings, for what refers to them from elsewhere, as `.BTF.ext` does.
  public mutating func addString(_ text: String) -> UInt32 { string(text) }

  /// The table as bytes of a `.BTF` section, in the first form of the header.
  public func bytes() -> [UInt8] {
    let typeBytes = records.reduce(0) { $0 + 12 + $1.words.count * 4 }
    var words: [UInt32] = [0x0001_eb9f, 24, 0, UInt32(typeBytes), UInt32(typeBytes), UInt32(strings.count)]
    words.reserveCapacity(6 + typeBytes / 4)
    for record in records { words += [record.name, record.info, record.sizeOrType] + record.words }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(words.count * 4 + strings.count)
    for word in words {
      for shift in [0, 8, 16, 24] as [UInt32] { bytes.append(UInt8(truncatingIfNeeded: word >> shift)) }
    }
    return bytes + strings
  }

  private mutating func add(
    _ kind: TypeKind, _ name: String, flag: Bool = false, count: Int = 0, sizeOrType: UInt32, words: [UInt32] = []
  ) -> TypeID {
    let id = nextID
    records.append(
      Record(
        name: string(name), info: kind.info(count: count, flag: flag), sizeOrType: sizeOrType, words: words))
    return id
  }

  private mutating func string(_ text: String) -> UInt32 {
    if let offset = stringOffsets[text] { return offset }
    let offset = UInt32(strings.count)
    // A name ends where its first NUL is.
    strings += text.utf8.prefix { $0 != 0 } + [0]
    stringOffsets[text] = offset
    return offset
  }
}

extension TypeKind {
  /// The `info` word of a record.
  fileprivate func info(count: Int, flag: Bool) -> UInt32 {
    UInt32(count) | UInt32(rawValue) << 24 | (flag ? 1 << 31 : 0)
  }
}
