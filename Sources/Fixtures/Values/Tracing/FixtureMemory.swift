import BTF
import Findings
public import Jobs
import Placed

/// Memory that a file lays out for its programs: named objects of the kernel's types, and what `{user: ...}` and
/// `{kernel: ...}` say where a pointer stands.
public struct FixtureMemory: Sendable {
  /// A place in it.
  struct Address: Hashable, Sendable {
    var space: TestMemory.Space
    var offset: Int
  }

  /// What stands where a pointer could.
  enum Form {
    /// Something else: a number.
    case other
    /// A pointer that cannot be made, which is a problem.
    case broken
    case address(Address)
  }

  /// The kernel's types, or those of the object where they are not known.
  let types: TypeTable?
  /// Bytes of the kernel's memory.
  public private(set) var kernel: [UInt8] = []
  /// Bytes of the task's memory.
  public private(set) var user: [UInt8] = []
  /// Pointers in both, and in the context.
  public private(set) var links: [TestMemory.Link] = []
  private var objects: [String: Address] = [:]

  /// The most bytes of each: a value of a map, which the kernel's part is, is far larger than that at most.
  static let most = 1 << 20
  private static let userKey = "user"
  private static let kernelKey = "kernel"
  private static let typeKey = "type"
  private static let fieldsKey = "fields"

  init(types: TypeTable?) { self.types = types }

  /// Whether nothing is in it.
  public var isEmpty: Bool { kernel.isEmpty && user.isEmpty }

  // MARK: - Objects

  /// Lays out objects: `{sk: {type: sock, __sk_common.skc_daddr: 10.0.0.1}}`. They may point to each other.
  mutating func add(objects node: PlacedNode, _ problems: inout PlacedProblems) {
    guard let entries = node.entries(&problems) else { return }
    var made: [(type: TypeID, fields: PlacedNode, address: Address)] = []
    for entry in entries {
      guard let (type, fields) = typed(entry.value, &problems),
        let address = allocate(type, in: .kernel, at: entry.value.span, &problems)
      else { continue }
      objects[entry.key.value] = address
      made.append((type, fields, address))
    }
    for object in made { write(object.fields, type: object.type, at: object.address, &problems) }
  }

  /// A struct's type, by its name, and what is said of its fields.
  private func typed(_ node: PlacedNode, _ problems: inout PlacedProblems) -> (TypeID, PlacedNode)? {
    guard let entries = node.entries(&problems) else { return nil }
    guard let named = entries.first(where: { $0.key.value == Self.typeKey }),
      let name = named.value.located(&problems)
    else {
      problems.add("it is not said of what type the object is", at: node.span, hint: "write for example type: sock")
      return nil
    }
    guard let types else {
      problems.add("the types of the kernel are not known", at: name.span)
      return nil
    }
    let word = ["struct ", "union "].reduce(name.value) { $0.hasPrefix($1) ? String($0.dropFirst($1.count)) : $0 }
    let found = types.types(named: word).first { $0.kind == .struct || $0.kind == .union || $0.kind == .typedef }
    guard let found else {
      problems.add(
        "the kernel has no type '\(PlacedNode.short(word))'", at: name.span,
        hint: "write the name of a struct, such as sock, task_struct or file")
      return nil
    }
    let rest = entries.filter { $0.key.value != Self.typeKey }
    if rest.count == 1, rest[0].key.value == Self.fieldsKey { return (found.id, rest[0].value) }
    return (found.id, PlacedNode(content: .mapping(rest), span: node.span))
  }

  // MARK: - Pointers

  /// What stands where a pointer could: an object's name, `{user: ...}`, `{kernel: ...}`, or something else.
  mutating func form(of node: PlacedNode, _ problems: inout PlacedProblems) -> Form {
    switch node.content {
    case .scalar(let text, isPlain: true):
      if let address = objects[text.trimmed] { return .address(address) }
      guard let first = text.trimmed.unicodeScalars.first, first.properties.isAlphabetic, !objects.isEmpty,
        let near = NearestName.to(text.trimmed, among: objects.keys)
      else { return .other }
      problems.add(
        "there is no object '\(PlacedNode.short(text.trimmed))'", at: node.span, hint: "did you mean '\(near)'?")
      return .broken
    case .mapping(let entries) where entries.count == 1:
      let space: TestMemory.Space
      switch entries[0].key.value {
      case Self.userKey: space = .user
      case Self.kernelKey: space = .kernel
      default: return .other
      }
      return place(entries[0].value, in: space, &problems).map(Form.address) ?? .broken
    default: return .other
    }
  }

  /// Puts text, a list of texts or a struct into memory.
  private mutating func place(
    _ node: PlacedNode, in space: TestMemory.Space, _ problems: inout PlacedProblems
  ) -> Address? {
    switch node.content {
    case .scalar(let text, _): return place(Array(text.utf8) + [0], in: space, at: node.span, &problems)
    case .sequence(let nodes):
      // Pointers to texts, with NULL behind the last: argv.
      let bytes = [UInt8](repeating: 0, count: (nodes.count + 1) * 8)
      guard let list = place(bytes, in: space, at: node.span, &problems) else { return nil }
      for (index, element) in nodes.enumerated() {
        guard let target = place(element, in: space, &problems) else { return nil }
        link(Address(space: space, offset: list.offset + index * 8), to: target)
      }
      return list
    case .mapping(let entries):
      if entries.count == 1, entries[0].key.value == "hex" {
        guard let bytes = entries[0].value.hexBytes(&problems) else { return nil }
        return place(bytes, in: space, at: node.span, &problems)
      }
      guard let (type, fields) = typed(node, &problems),
        let address = allocate(type, in: space, at: node.span, &problems)
      else { return nil }
      write(fields, type: type, at: address, &problems)
      return address
    }
  }

  mutating func link(_ place: Address, to target: Address) {
    links.append(
      TestMemory.Link(
        place: place.space, offset: place.offset, target: target.space, targetOffset: target.offset))
  }

  // MARK: - Bytes

  private mutating func allocate(
    _ type: TypeID, in space: TestMemory.Space, at span: SourceSpan, _ problems: inout PlacedProblems
  ) -> Address? {
    guard let types else { return nil }
    do {
      let size = try ValueSize.of(type, in: types)
      return place([UInt8](repeating: 0, count: size), in: space, at: span, &problems)
    } catch {
      problems.add(error.message, at: span)
      return nil
    }
  }

  private mutating func place(
    _ bytes: [UInt8], in space: TestMemory.Space, at span: SourceSpan, _ problems: inout PlacedProblems
  ) -> Address? {
    let before = space == .user ? user.count : kernel.count
    let start = (before + 15) / 16 * 16
    guard start + bytes.count <= Self.most else {
      problems.add("a case's memory is at most \(Self.most >> 20) MiB", at: span)
      return nil
    }
    let more = [UInt8](repeating: 0, count: start - before) + bytes
    if space == .user { user += more } else { kernel += more }
    return Address(space: space, offset: start)
  }

  private mutating func write(
    _ node: PlacedNode, type: TypeID, at address: Address, _ problems: inout PlacedProblems
  ) {
    guard let types, let size = try? ValueSize.of(type, in: types) else { return }
    var writer = ValueWriter(types: types, onto: [UInt8](repeating: 0, count: size), memory: self)
    writer.write(node, at: ValuePlace(type: type), &problems)
    if let memory = writer.memory { self = memory }
    let range = address.offset..<address.offset + size
    if address.space == .user {
      user.replaceSubrange(range, with: writer.buffer.bytes)
    } else {
      kernel.replaceSubrange(range, with: writer.buffer.bytes)
    }
    take(writer.pointers, at: address)
  }

  /// Takes over the pointers of a value that was written somewhere.
  mutating func take(_ pointers: [ValueWriter.Pointer], at base: Address) {
    for pointer in pointers {
      link(Address(space: base.space, offset: base.offset + pointer.offset), to: pointer.target)
    }
  }
}
