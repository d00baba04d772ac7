/// The part of a kernel's types that an object's CO-RE relocations can end in, as a table of its own. A loader compares
/// the root of each with every type there is: with some dozens of them instead of a kernel's hundred thousand.
///
/// The rules are libbpf's (`tools/lib/bpf/relo_core.c`): candidates have the root's name, flavours aside; a field is looked
/// for by the names on its way, through anonymous members too; nothing is followed through a pointer.
public struct RelocationTargets: Sendable {
  private let kernel: TypeTable
  private let names: EssentialNames

  /// Indexes a kernel's types.
  public init(kernel: TypeTable) {
    self.kernel = kernel
    names = EssentialNames(kernel)
  }

  /// A `.BTF` section's bytes with which the relocations are resolved just as with all of the kernel's types. Nil where
  /// that is not known: a relocation asks for a type's number or for the whole of a type, or its root is none of the
  /// kernel's own types, and may be a module's.
  public func types(for relocations: [CORERelocation], of object: TypeTable) -> [UInt8]? {
    var roots: Set<TypeID> = []
    var wanted = WantedNames()
    for relocation in relocations where relocation.kind != .typeIDLocal {
      guard wanted.add(relocation, of: object) else { return nil }
      roots.insert(relocation.type)
    }
    var copy = TypeCopy(of: kernel, names: wanted.names)
    for id in roots.sorted() {
      guard let root = try? object.type(id) else { return nil }
      let candidates = names.candidates(for: root)
      guard !candidates.isEmpty else { return nil }
      for candidate in candidates { copy.add(candidate.id) }
    }
    return copy.bytes()
  }
}

/// The names of members that relocations look for.
private struct WantedNames {
  var names: Set<String> = []
  private var seen: Set<String> = []

  /// Adds those of a relocation; false when more than names decide about it.
  mutating func add(_ relocation: CORERelocation, of object: TypeTable) -> Bool {
    let access = relocation.access
    guard seen.insert("\(relocation.kind.rawValue) \(relocation.type) \(access)").inserted else { return true }
    switch relocation.kind {
    case .typeIDLocal: return true
    case .typeIDTarget, .typeMatches: return false
    case .typeExists, .typeSize: return isComparedByKind(relocation.type, of: object)
    case .enumeratorExists, .enumeratorValue: return true
    case .fieldByteOffset, .fieldByteSize, .fieldExists, .fieldSigned, .fieldLeftShift, .fieldRightShift:
      return addFields(access, from: relocation.type, of: object)
    }
  }

  /// Whether nothing but the kind of a type is compared with the kernel's, which is so unless it is a pointer or a
  /// function behind its typedefs (`bpf_core_types_are_compat`).
  private func isComparedByKind(_ id: TypeID, of object: TypeTable) -> Bool {
    switch (try? object.resolved(id))?.kind {
    case .struct, .union, .enum, .enum64, .int, .float, .fwd: true
    default: false
    }
  }

  private mutating func addFields(_ access: String, from root: TypeID, of object: TypeTable) -> Bool {
    var type = root
    // The first number counts elements behind the pointer that the access starts from.
    for part in access.split(separator: ":", omittingEmptySubsequences: false).dropFirst() {
      guard let index = Int(part), index >= 0, let whole = try? object.resolved(type) else { return false }
      switch whole.kind {
      case .struct, .union:
        let members = whole.members
        guard index < members.count else { return false }
        names.insert(members[index].name)
        type = members[index].type
      case .array: type = whole.array?.element ?? 0
      default: return false
      }
    }
    return true
  }
}

/// Types of a table and what they hold by value, copied to a table of their own.
private struct TypeCopy {
  private let table: TypeTable
  /// The named members that are kept.
  private let names: Set<[UInt8]>
  private var numbers: [TypeID: TypeID] = [:]
  private var queue: [BTFType] = []

  init(of table: TypeTable, names: Set<String>) {
    self.table = table
    self.names = Set(names.map { Array($0.utf8) })
  }

  /// Adds a type; gives its number in the copy. `void` stands for what is no value: functions.
  @discardableResult
  mutating func add(_ id: TypeID) -> TypeID {
    if let number = numbers[id] { return number }
    guard let type = try? table.type(id) else { return 0 }
    switch type.kind {
    case .void, .func, .funcProto, .var, .datasec, .declTag, .unrecognized: return 0
    case .int, .float, .ptr, .array, .struct, .union, .enum, .enum64, .fwd, .typedef, .volatile, .const, .restrict,
      .typeTag:
      queue.append(type)
    }
    let number = TypeID(queue.count)
    numbers[id] = number
    return number
  }

  /// A `.BTF` section of all that was added, and of what it holds.
  consuming func bytes() -> [UInt8] {
    var builder = TypeTableBuilder()
    var next = 0
    while next < queue.count {
      write(queue[next], to: &builder)
      next += 1
    }
    return builder.bytes()
  }

  private mutating func write(_ type: BTFType, to builder: inout TypeTableBuilder) {
    var (count, word, words): (Int, UInt32, [UInt32]) = (0, type.sizeOrType, [])
    switch type.kind {
    case .struct, .union:
      for member in type.members where member.label.isEmpty || names.contains(where: member.label.holds) {
        let width = UInt32(member.bitFieldSize ?? 0)
        words += [builder.addString(member.name), add(member.type), width << 24 | UInt32(member.bitOffset)]
        count += 1
      }
    case .enum, .enum64:
      for value in type.enumerators {
        words += [builder.addString(value.name), UInt32(truncatingIfNeeded: value.bits)]
        if type.kind == .enum64 { words.append(UInt32(value.bits >> 32)) }
        count += 1
      }
    case .array:
      if let array = type.array { words = [add(array.element), 0, UInt32(array.count)] }
    case .int: words = [type.storage.region.word(at: type.offset + 12)]
    // Nothing looks behind a pointer.
    case .ptr: word = 0
    case .typedef, .volatile, .const, .restrict, .typeTag: word = add(type.sizeOrType)
    default: break
    }
    builder.addRecord(type.kind, type.name, flag: type.kindFlag, count: count, sizeOrType: word, words: words)
  }
}
