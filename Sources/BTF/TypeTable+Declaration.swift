/// Types as C, for messages.
extension TypeTable {
  /// Longer declarations are cut: they are for a line of a report.
  private static let longestDeclaration = 512

  /// A type, or a variable or a function, as C declares it: `const struct sk_buff *`, `int (*)(void *, u64)`. A short
  /// text: bodies of structs are left off, very long declarations end in `...`, and types that cannot be followed are
  /// written `<type N?>`.
  public func declaration(of id: TypeID) -> String { declaration(of: id, named: "") }

  /// As `declaration(of:)`, of something with a name: `char comm[16]`.
  public func declaration(of id: TypeID, named name: String) -> String {
    let text = declare(id, name, depth: 0)
    guard text.utf8.count > TypeTable.longestDeclaration else { return text }
    return String(decoding: text.utf8.prefix(TypeTable.longestDeclaration - 3), as: UTF8.self) + "..."
  }

  private func declare(_ id: TypeID, _ name: String, depth: Int) -> String {
    var declarator = name
    var qualifiers = ""
    var next = id
    for _ in 0..<TypeTable.longestChain {
      guard declarator.utf8.count <= TypeTable.longestDeclaration, let type = try? type(next) else {
        return join(qualifiers + "<type \(next)?>", declarator)
      }
      switch type.kind {
      case .const, .volatile, .restrict:
        // Behind a pointer a qualifier stands left of what it is on, on a pointer right of the star.
        if (try? self.type(type.target ?? 0).kind) == .ptr {
          declarator = join(type.kind.name, declarator)
        } else {
          qualifiers += type.kind.name + " "
        }
      case .typeTag: declarator = join("__" + type.name, declarator)
      case .ptr:
        let isWrapped = [.array, .funcProto].contains(try? self.type(type.target ?? 0).kind)
        declarator = isWrapped ? "(*\(declarator))" : "*\(declarator)"
      case .array: declarator += "[\(type.array?.count ?? 0)]"
      case .funcProto: declarator += "(\(parameterList(of: type, depth: depth)))"
      case .func, .var: declarator = declarator.isEmpty ? type.name : declarator
      case .declTag, .datasec, .unrecognized: return join("\(type.kind.name) '\(type.name)'", declarator)
      case .struct, .union, .enum, .enum64, .fwd:
        return join(qualifiers + tagged(type), declarator)
      case .void, .int, .float, .typedef: return join(qualifiers + type.kindNameOrName, declarator)
      }
      next = type.kind == .array ? type.array?.element ?? 0 : type.target ?? 0
    }
    return join("<endless type \(id)>", name)
  }

  private func join(_ left: String, _ right: String) -> String {
    right.isEmpty || right.hasPrefix("[") || right.hasPrefix("(") && left.isEmpty ? left + right : left + " " + right
  }

  private func tagged(_ type: BTFType) -> String {
    let word =
      switch type.kind {
      case .fwd: type.kindFlag ? "union" : "struct"
      case .enum64: "enum"
      default: type.kind.name
      }
    return type.isAnonymous ? "\(word) {...}" : "\(word) \(type.name)"
  }

  private func parameterList(of prototype: BTFType, depth: Int) -> String {
    let parameters = prototype.parameters
    guard !parameters.isEmpty else { return "void" }
    // BPF functions take 5; prototypes of prototypes are cut so that the text, and the work for it, stay small.
    guard depth < 2, parameters.count <= 16 else { return "..." }
    return parameters.enumerated().map { index, parameter in
      parameter.type == 0 && index == parameters.count - 1
        ? "..." : declare(parameter.type, parameter.name, depth: depth + 1)
    }.joined(separator: ", ")
  }
}

extension BTFType {
  /// What stands for the type in C when it needs no keyword.
  fileprivate var kindNameOrName: String { kind == .void ? "void" : name }
}
