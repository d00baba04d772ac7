/// A type of a table: its record's fixed words, and the rest decoded when asked for.
public struct BTFType: Sendable {
  /// Its number.
  public let id: TypeID
  /// What it is.
  public let kind: TypeKind
  /// The `kflag` bit: bit fields (struct, union), signedness (enums), a union (fwd).
  public let kindFlag: Bool
  /// `vlen`: how many members, values, parameters or variables follow.
  public let count: Int
  let label: BorrowedName
  let sizeOrType: UInt32
  /// The record's place in `.BTF`.
  let offset: Int

  var storage: TypeStorage { label.storage }

  init(id: TypeID, record offset: Int, in storage: TypeStorage) {
    let info = storage.region.word(at: offset + 4)
    self.id = id
    kind = TypeKind(rawValue: UInt8(info >> 24 & 0x7f)) ?? .unrecognized
    kindFlag = info >> 31 != 0
    count = Int(info & 0xffffff)
    label = BorrowedName(storage: storage, offset: storage.region.word(at: offset))
    sizeOrType = storage.region.word(at: offset + 8)
    self.offset = offset
  }

  /// `void`.
  init(voidIn storage: TypeStorage) {
    id = 0
    kind = .void
    kindFlag = false
    count = 0
    label = BorrowedName(storage: storage, offset: 0)
    sizeOrType = 0
    offset = 0
  }

  /// Its name; empty when it is anonymous. Cut after 4,096 bytes.
  public var name: String { label.string }

  /// Whether it has no name.
  public var isAnonymous: Bool { label.isEmpty }

  /// Whether its name is this, without making a string.
  public func isNamed(_ name: String) -> Bool { label.holds([UInt8](name.utf8)) }

  /// The type that this one refers to: what a pointer points to, a typedef names, a modifier qualifies, a tag tags, a
  /// variable or a function is of, or what a prototype returns.
  public var target: TypeID? {
    switch kind {
    case .ptr, .typedef, .volatile, .const, .restrict, .func, .funcProto, .var, .declTag, .typeTag: sizeOrType
    default: nil
    }
  }

  /// The size in bytes that the record itself gives: ints, floats, structs, unions, enums, sections.
  public var declaredSize: Int? {
    switch kind {
    case .int, .float, .struct, .union, .enum, .enum64, .datasec: Int(sizeOrType)
    default: nil
    }
  }

  /// How to read an int.
  public var integer: IntegerEncoding? {
    kind == .int ? IntegerEncoding(word: storage.region.word(at: offset + 12)) : nil
  }

  /// An array's elements.
  public var array: ArrayShape? {
    guard kind == .array else { return nil }
    let region = storage.region
    return ArrayShape(
      element: region.word(at: offset + 12), index: region.word(at: offset + 16),
      count: Int(region.word(at: offset + 20)))
  }

  /// A function's or a variable's linkage.
  public var linkage: Linkage? {
    switch kind {
    case .func: Linkage(rawValue: UInt32(count))
    case .var: Linkage(rawValue: storage.region.word(at: offset + 12))
    default: nil
    }
  }

  /// Which member or parameter a `decl_tag` is on; nil when it is on the whole.
  public var taggedComponent: Int? {
    guard kind == .declTag else { return nil }
    let index = Int32(bitPattern: storage.region.word(at: offset + 12))
    return index < 0 ? nil : Int(index)
  }

  /// A struct's or union's members, in order; none for other kinds.
  public var members: [Member] {
    guard kind == .struct || kind == .union else { return [] }
    return elements(ofSize: 12) { region, at in
      let place = region.word(at: at + 8)
      // With kflag the offset's high byte is a bit field's width (since 4.20).
      let width = kindFlag ? Int(place >> 24) : 0
      return Member(
        label: BorrowedName(storage: storage, offset: region.word(at: at)), type: region.word(at: at + 4),
        bitOffset: Int(kindFlag ? place & 0xffffff : place), bitFieldSize: width == 0 ? nil : width)
    }
  }

  /// An enum's values, in order; none for other kinds.
  public var enumerators: [Enumerator] {
    switch kind {
    case .enum:
      elements(ofSize: 8) { region, at in
        let value = region.word(at: at + 4)
        return Enumerator(
          label: BorrowedName(storage: storage, offset: region.word(at: at)),
          bits: kindFlag ? UInt64(bitPattern: Int64(Int32(bitPattern: value))) : UInt64(value))
      }
    case .enum64:
      elements(ofSize: 12) { region, at in
        Enumerator(
          label: BorrowedName(storage: storage, offset: region.word(at: at)),
          bits: UInt64(region.word(at: at + 8)) << 32 | UInt64(region.word(at: at + 4)))
      }
    default: []
    }
  }

  /// A prototype's parameters, in order; none for other kinds.
  public var parameters: [Parameter] {
    guard kind == .funcProto else { return [] }
    return elements(ofSize: 8) { region, at in
      Parameter(
        label: BorrowedName(storage: storage, offset: region.word(at: at)), type: region.word(at: at + 4))
    }
  }

  /// A section's variables, in order; none for other kinds.
  public var variables: [SectionVariable] {
    guard kind == .datasec else { return [] }
    return elements(ofSize: 12) { region, at in
      SectionVariable(
        type: region.word(at: at), offset: Int(region.word(at: at + 4)), size: Int(region.word(at: at + 8)))
    }
  }

  private func elements<Element>(ofSize size: Int, _ decode: (ByteRegion, Int) -> Element) -> [Element] {
    let region = storage.region
    return (0..<count).map { decode(region, offset + 12 + $0 * size) }
  }
}
