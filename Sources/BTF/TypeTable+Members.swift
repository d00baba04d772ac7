/// Walking into values.
extension TypeTable {
  /// Follows steps from a value of a type.
  /// - Throws: which step does not fit, what was met, and what could stand there.
  public func place(_ steps: [MemberPath.Step], in type: TypeID) throws(ValueError) -> ValuePlace {
    var place = ValuePlace(type: type)
    for step in steps {
      let whole: BTFType
      do { whole = try resolved(place.type) } catch { throw ValueError(error) }
      switch (step, whole.kind) {
      case (.member(let name), .struct), (.member(let name), .union):
        var searched: Set<TypeID> = []
        guard let member = try find(name, in: whole, from: place.bitOffset, searched: &searched) else {
          throw ValueError("\(declaration(of: place.type)) has no member '\(name)'\(names(of: whole))")
        }
        place = member
      case (.element(let index), .array):
        guard let array = whole.array else { continue }
        guard index >= 0, index < array.count else {
          throw ValueError("index \(index) is out of range: \(declaration(of: place.type)) has \(array.count) elements")
        }
        let size: Int
        do { size = try self.size(of: array.element) } catch { throw ValueError(error) }
        let (bytes, overflow) = index.multipliedReportingOverflow(by: size)
        let (bits, carry) = bytes.multipliedReportingOverflow(by: 8)
        let (offset, last) = place.bitOffset.addingReportingOverflow(bits)
        guard !overflow, !carry, !last else { throw ValueError("index \(index) leads beyond all memory") }
        place = ValuePlace(type: array.element, bitOffset: offset)
      case (.member(let name), _):
        throw ValueError("\(declaration(of: place.type)) is no struct or union: it has no member '\(name)'")
      case (.element(let index), _):
        throw ValueError("\(declaration(of: place.type)) is no array: it has no element [\(index)]")
      }
    }
    return place
  }

  /// A member by name, also inside of anonymous members. `searched` keeps structs that are shared, or hold themselves,
  /// from being walked twice.
  private func find(
    _ name: String, in type: BTFType, from start: Int, searched: inout Set<TypeID>
  ) throws(ValueError) -> ValuePlace? {
    guard searched.insert(type.id).inserted, searched.count <= TypeTable.longestChain * 16 else { return nil }
    let wanted = [UInt8](name.utf8)
    let members = type.members
    for member in members where member.label.holds(wanted) {
      return ValuePlace(
        type: member.type, bitOffset: start &+ member.bitOffset, bitFieldSize: member.bitFieldSize)
    }
    for member in members where member.label.isEmpty {
      let inner: BTFType
      do { inner = try resolved(member.type) } catch { throw ValueError(error) }
      guard inner.kind == .struct || inner.kind == .union else { continue }
      if let place = try find(name, in: inner, from: start &+ member.bitOffset, searched: &searched) { return place }
    }
    return nil
  }

  /// The first few members, for an error.
  private func names(of type: BTFType) -> String {
    let names = type.members.lazy.map(\.name).filter { !$0.isEmpty }.prefix(9).map { String($0.prefix(64)) }
    guard !names.isEmpty else { return "" }
    return "; it has " + names.prefix(8).joined(separator: ", ") + (names.count > 8 ? " ..." : "")
  }

  /// What a CO-RE relocation refers to, in words: `task_struct.tgid`, `cfg.limits[3].max`, `enum bpf_func_id::NAME`,
  /// `struct sock`.
  /// - Throws: where the access string does not fit the types.
  public func target(of relocation: CORERelocation) throws(BTFError) -> String {
    let root = try resolvedName(relocation.type)
    let access = relocation.access
    func wrong(_ reason: String) -> BTFError {
      BTFError(section: ".BTF.ext", offset: 0, message: "CO-RE access string '\(access)' of \(root.text): \(reason)")
    }
    var indices: [Int] = []
    for part in access.split(separator: ":", omittingEmptySubsequences: false) {
      guard let index = Int(part), index >= 0 else { throw wrong("not numbers between colons") }
      indices.append(index)
    }
    guard indices.count <= TypeTable.longestChain else { throw wrong("too long") }
    if relocation.kind.isOfEnumerator {
      let enumerators = try resolved(relocation.type).enumerators
      guard indices.count == 1, indices[0] < enumerators.count else { throw wrong("no such enumerator") }
      return "\(root.text)::\(enumerators[indices[0]].name)"
    }
    guard relocation.kind.isOfField else { return root.text }
    var text = root.name
    var type = relocation.type
    // The first number counts elements behind the pointer that the access starts from.
    if let first = indices.first, first > 0 { text += "[\(first)]" }
    for index in indices.dropFirst() {
      let whole = try resolved(type)
      switch whole.kind {
      case .struct, .union:
        let members = whole.members
        guard index < members.count else { throw wrong("\(declaration(of: type)) has no member \(index)") }
        if !members[index].name.isEmpty { text += ".\(members[index].name)" }
        type = members[index].type
      case .array:
        text += "[\(index)]"
        type = whole.array?.element ?? 0
      default: throw wrong("\(declaration(of: type)) has no members")
      }
    }
    return text
  }

  private func resolvedName(_ id: TypeID) throws(BTFError) -> (name: String, text: String) {
    let type = try type(id)
    let text = declaration(of: id)
    return (type.isAnonymous ? text : type.name, text)
  }
}
