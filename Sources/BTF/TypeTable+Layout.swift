/// Sizes, alignments, and what is behind modifiers. Types are hostile: chains have an end here, whatever they refer to.
extension TypeTable {
  /// No compiler nests typedefs, modifiers or arrays this deep; libbpf stops at 32.
  static let longestChain = 64

  func endless(_ id: TypeID) -> BTFError {
    let offset = storage.place(of: id)?.offset ?? 0
    return BTFError(section: ".BTF", offset: offset, message: "the chain of types from type \(id) does not end")
  }

  /// The type behind typedefs, `const`, `volatile`, `restrict` and type tags.
  public func resolved(_ id: TypeID) throws(BTFError) -> BTFType {
    var type = try type(id)
    for _ in 0..<TypeTable.longestChain {
      guard type.kind.isModifierOrTypedef, let target = type.target else { return type }
      type = try self.type(target)
    }
    throw endless(id)
  }

  /// The size in bytes of a type or of a variable's type; pointers take 8.
  public func size(of id: TypeID) throws(BTFError) -> Int {
    var factor = 1
    var next = id
    for _ in 0..<TypeTable.longestChain {
      let type = try type(next)
      let unit: Int
      switch type.kind {
      case .ptr: unit = 8
      case .typedef, .volatile, .const, .restrict, .typeTag, .var:
        next = type.target ?? 0
        continue
      case .array:
        guard let array = type.array else { throw endless(id) }
        factor = try product(factor, array.count, of: type)
        next = array.element
        continue
      default:
        guard let size = type.declaredSize else {
          throw BTFError(section: ".BTF", offset: type.offset, message: "\(declaration(of: id)) has no size")
        }
        unit = size
      }
      return try product(factor, unit, of: type)
    }
    throw endless(id)
  }

  private func product(_ left: Int, _ right: Int, of type: BTFType) throws(BTFError) -> Int {
    let (product, overflow) = left.multipliedReportingOverflow(by: right)
    // The kernel refuses arrays of 4 GiB and more (btf_array_resolve in kernel/bpf/btf.c).
    guard !overflow, product <= Int(UInt32.max) else {
      throw BTFError(section: ".BTF", offset: type.offset, message: "an array of more than 4 GiB")
    }
    return product
  }

  /// The alignment in bytes that C gives a type; 1 for a struct whose members show that it is packed.
  public func alignment(of id: TypeID) throws(BTFError) -> Int {
    var known: [TypeID: Int] = [:]
    return try alignment(of: id, known: &known, depth: 0)
  }

  private func alignment(of id: TypeID, known: inout [TypeID: Int], depth: Int) throws(BTFError) -> Int {
    if let alignment = known[id] { return alignment }
    guard depth < TypeTable.longestChain else { throw endless(id) }
    let type = try type(id)
    let alignment: Int
    switch type.kind {
    case .ptr: alignment = 8
    case .int, .float, .enum, .enum64: alignment = min(max(type.declaredSize ?? 1, 1), 16)
    case .typedef, .volatile, .const, .restrict, .typeTag, .var:
      alignment = try self.alignment(of: type.target ?? 0, known: &known, depth: depth + 1)
    case .array:
      alignment = try self.alignment(of: type.array?.element ?? 0, known: &known, depth: depth + 1)
    case .struct, .union:
      var widest = 1
      var isPacked = false
      for member in type.members {
        let one = try self.alignment(of: member.type, known: &known, depth: depth + 1)
        widest = max(widest, one)
        if member.bitFieldSize == nil, member.bitOffset % (one * 8) != 0 { isPacked = true }
      }
      alignment = isPacked || (type.declaredSize ?? 0) % widest != 0 ? 1 : widest
    default:
      throw BTFError(section: ".BTF", offset: type.offset, message: "\(declaration(of: id)) has no alignment")
    }
    known[id] = alignment
    return alignment
  }

  /// The prototype of a function, or behind a pointer to one.
  public func prototype(of id: TypeID) throws(BTFError) -> BTFType? {
    var type = try resolved(id)
    if type.kind == .func || type.kind == .ptr, let target = type.target { type = try resolved(target) }
    return type.kind == .funcProto ? type : nil
  }
}
