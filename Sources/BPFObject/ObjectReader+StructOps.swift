import BPF
import BTF

extension StructOps {
  /// Whether a section holds struct_ops variables; `?` keeps libbpf from creating them unasked.
  static func isSection(_ name: String) -> Bool {
    [".struct_ops", ".struct_ops.link", "?.struct_ops", "?.struct_ops.link"].contains(name)
  }
}

extension ObjectReader {
  /// The struct_ops variables: their relocations against functions say which member is which program.
  func structOps(types: TypeTable?, relocations: [Int: [Relocation]]) -> [StructOps] {
    var tables: [StructOps] = []
    // Many variables may claim one struct, or each other's bytes: a struct is decoded once, a relocation used once.
    var members: [TypeID: [Int: Member]] = [:]
    for section in image.sections where StructOps.isSection(section.name) && section.kind == .bits {
      var functions = (relocations[section.index] ?? [])[...]
      let variables = image.symbols(in: section).filter { $0.kind == .object }
      for variable in variables.sorted(by: { ($0.value, $0.index) < ($1.value, $1.index) }) {
        let declaration = types?.type(named: variable.name, kind: .var)?.target
        let type = declaration.flatMap { id in types.flatMap { Self.structure(id, in: $0) } }
        if let type, members[type.id] == nil {
          members[type.id] = Dictionary(
            type.members.map { ($0.bitOffset, $0) }, uniquingKeysWith: { first, _ in first })
        }
        var table = StructOps(
          name: variable.name, section: section.name, structName: type?.name, type: type?.id,
          usesLink: section.name.hasSuffix(".link"), members: [])
        let end = variable.value.addingReportingOverflow(variable.size).partialValue
        functions = functions.drop { $0.offset < variable.value }
        for relocation in functions.prefix(while: { $0.offset < end }) {
          guard let program = functionName(relocation) else { continue }
          let offset = Int(clamping: relocation.offset - variable.value)
          let member = type.flatMap { members[$0.id]?[offset.multipliedReportingOverflow(by: 8).partialValue] }
          table.members.append(StructOps.Member(name: member?.name ?? "+\(offset)", program: program))
        }
        functions = functions.drop { $0.offset < end }
        tables.append(table)
      }
    }
    return tables
  }

  /// The function that a relocation in data is against.
  private func functionName(_ relocation: Relocation) -> String? {
    let symbol = image.symbols[relocation.symbol]
    guard let section = image.section(of: symbol), section.isExecutable else { return nil }
    return symbol.kind == .function ? symbol.name : nil
  }

  /// The struct behind typedefs and qualifiers.
  private static func structure(_ id: TypeID, in types: TypeTable) -> BTFType? {
    var next = id
    // A chain longer than this is a loop.
    for _ in 0..<32 {
      guard let type = try? types.type(next) else { return nil }
      if type.kind == .struct { return type }
      guard type.kind.isModifierOrTypedef, let target = type.target else { return nil }
      next = target
    }
    return nil
  }
}
