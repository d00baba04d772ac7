import BPFObject
import BTF
import Findings
import KernelFacts
import Placed

/// What the context of a program looks like to those who write tests of it.
enum ContextForm {
  /// The context's type; nil, and a problem, when programs of that type get none that a test could give.
  static func of(
    _ type: ProgramType, _ program: Program?, _ object: ObjectFile, at span: SourceSpan,
    _ problems: inout PlacedProblems
  ) -> ValueType? {
    if let known = known(type, program, object) { return known }
    switch type {
    case .syscall:
      problems.add(
        "the program does not say what its context is", at: span,
        hint: "compile it with -g, and give its function a parameter that points to a struct")
    case .rawTracepoint, .rawTracepointWritable, .structOps:
      problems.add("programs of type \(type) have no context, but arguments", at: span, hint: "write them under 'args'")
    default: problems.add("a test can give programs of type \(type) no context", at: span)
    }
    return nil
  }

  /// The context's type; nil when programs of that type get none that a test could give.
  static func known(_ type: ProgramType, _ program: Program?, _ object: ObjectFile) -> ValueType? {
    if type == .syscall { return parameter(of: program, object) }
    guard let structure = ContextLayout.structure(of: type), let layout = ContextLayout.of(structure) else {
      return nil
    }
    // The table knows the order of bytes; the object's own types may know fields that are newer than the table.
    if let types = object.types, let own = types.type(named: structure, kind: .struct), extends(own, layout) {
      return ValueType(types: types, id: own.id)
    }
    return tables[structure]
  }

  /// Whether a struct has all fields of a layout at their places, and others.
  private static func extends(_ own: BTFType, _ layout: ContextLayout) -> Bool {
    guard own.declaredSize ?? 0 > layout.size else { return false }
    let places = Dictionary(own.members.map { ($0.name, $0.bitOffset) }, uniquingKeysWith: { first, _ in first })
    return layout.fields.allSatisfy { $0.form != nil || places[$0.name] == $0.offset * 8 }
  }

  /// What the first parameter of a program's function points to.
  private static func parameter(of program: Program?, _ object: ObjectFile) -> ValueType? {
    guard let types = object.types, let function = program?.type,
      let parameter = try? types.prototype(of: function)?.parameters.first,
      let pointer = try? types.resolved(parameter.type), pointer.kind == .ptr, let target = pointer.target,
      let whole = try? types.resolved(target), whole.kind == .struct || whole.kind == .union
    else { return nil }
    return ValueType(types: types, id: target)
  }

  /// The structs of the table, each as a type of its own: made once, every case needs one.
  private static let tables: [String: ValueType] = ContextLayout.structures.reduce(into: [:]) { tables, structure in
    tables[structure] = ContextLayout.of(structure).flatMap(table)
  }

  /// A table with the one struct of a layout.
  private static func table(_ layout: ContextLayout) -> ValueType? {
    var builder = TypeTableBuilder()
    var scalars: [String: TypeID] = ["ptr": builder.addPointer(to: 0)]
    for bytes in [1, 2, 4, 8] { scalars["u\(bytes * 8)"] = builder.addInt("__u\(bytes * 8)", size: bytes) }
    for width in ["16", "32"] {
      scalars["be" + width] = builder.addTypedef("__be" + width, of: scalars["u" + width] ?? 0)
    }
    var members: [(name: String, type: TypeID, offset: Int)] = []
    var forms: [Int: [(name: String, type: TypeID, offset: Int)]] = [:]
    for field in layout.fields {
      guard var type = scalars[field.type] else { return nil }
      if !field.names.isEmpty {
        type = builder.addEnum(
          field.name, size: Int(field.type.drop { !$0.isNumber }).map { $0 / 8 } ?? 4,
          values: field.names.map { ($0.name, $0.value) })
      }
      if let count = field.count {
        type = builder.addArray(of: type, index: scalars["u32"] ?? 0, count: UInt32(count))
      }
      if let form = field.form {
        forms[form, default: []].append((field.name, type, field.offset))
      } else {
        members.append((field.name, type, field.offset))
      }
    }
    if let start = forms.values.joined().map(\.offset).min() {
      // Forms of a union are structs without names in a union without one.
      let end = members.map(\.offset).filter { $0 > start }.min() ?? layout.size
      let structs = forms.sorted { $0.key < $1.key }.map { form in
        (
          name: "",
          type: builder.addStruct(
            "", size: end - start, members: form.value.map { ($0.name, $0.type, $0.offset - start) })
        )
      }
      members.append(("", builder.addUnion("", size: end - start, members: structs), start))
    }
    let id = builder.addStruct(
      layout.structure, size: layout.size, members: members.sorted { $0.offset < $1.offset })
    guard let types = try? TypeTable(bytes: builder.bytes()) else { return nil }
    return ValueType(types: types, id: id)
  }
}
