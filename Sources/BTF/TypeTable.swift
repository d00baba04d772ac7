/// The types of an object or of a kernel: an index over BTF bytes. Names stay where they are, and a type is decoded when
/// it is asked for.
public struct TypeTable: Sendable {
  let storage: TypeStorage

  /// Indexes `.BTF` bytes; with `base`, of split BTF such as a module's.
  /// - Throws: where the bytes are no BTF. References between types are checked when they are followed.
  public init(bytes: [UInt8], base: TypeTable? = nil) throws(BTFError) {
    try self.init(region: ByteRegion(bytes), base: base)
  }

  /// Indexes `.BTF` bytes where they lie.
  public init(region: ByteRegion, base: TypeTable? = nil) throws(BTFError) {
    storage = try TypeStorage(region: region, base: base?.storage)
  }

  /// Where the running kernel gives its own BTF (since 5.4).
  public static let kernelPath = "/sys/kernel/btf/vmlinux"

  /// The bytes it was made of.
  public var region: ByteRegion { storage.region }

  /// The ids of this table's own types; its base's come before them.
  public var ownIDs: Range<TypeID> { storage.firstID..<storage.endID }

  /// The number of ids, `void` and the base's included: every id below it is a type.
  public var count: Int { Int(storage.endID) }

  /// The type with a number.
  public func type(_ id: TypeID) throws(BTFError) -> BTFType {
    guard id != 0 else { return BTFType(voidIn: storage) }
    guard let (holder, offset) = storage.place(of: id) else {
      throw BTFError(section: ".BTF", offset: 0, message: "there is no type \(id): the last is \(storage.endID - 1)")
    }
    return BTFType(id: id, record: offset, in: holder)
  }

  /// The types with a name, the base's first, in the order of their numbers.
  public func types(named name: String, kind: TypeKind? = nil) -> [BTFType] {
    let bytes = [UInt8](name.utf8)
    var tables: [TypeStorage] = []
    var next: TypeStorage? = storage
    while let table = next {
      tables.append(table)
      next = table.base
    }
    return tables.reversed().flatMap { table in
      table.ids(named: bytes).map { BTFType(id: $0, record: Int(table.records[Int($0 - table.firstID)]), in: table) }
    }.filter { kind == nil || $0.kind == kind }
  }

  /// The first type with a name.
  public func type(named name: String, kind: TypeKind? = nil) -> BTFType? { types(named: name, kind: kind).first }

  /// The string at an offset of the string section, cut after 4,096 bytes; nil outside of it.
  public func string(at offset: UInt32) -> String? { storage.string(at: offset) }
}
