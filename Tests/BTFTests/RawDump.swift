import BTF

/// A table as `bpftool btf dump ... format raw` prints it, line by line.
func rawDump(_ types: TypeTable, ids: Range<TypeID>) throws -> [String] {
  var lines: [String] = []
  func quoted(_ name: String) -> String { "'\(name.isEmpty ? "(anon)" : name)'" }
  for id in ids {
    let type = try types.type(id)
    var line = "[\(id)] \(type.kind.name.uppercased()) \(quoted(type.name))"
    switch type.kind {
    case .int:
      let int = type.integer
      let encoding =
        int?.isSigned == true ? "SIGNED" : int?.isCharacter == true ? "CHAR" : int?.isBool == true ? "BOOL" : "(none)"
      line += " size=\(type.declaredSize ?? -1) bits_offset=\(int?.bitOffset ?? -1) nr_bits=\(int?.bits ?? -1)"
      line += " encoding=\(encoding)"
    case .array:
      line += " type_id=\(type.array?.element ?? 0) index_type_id=\(type.array?.index ?? 0)"
      line += " nr_elems=\(type.array?.count ?? -1)"
    case .struct, .union, .datasec:
      line += " size=\(type.declaredSize ?? -1) vlen=\(type.count)"
    case .enum, .enum64:
      line += " encoding=\(type.kindFlag ? "SIGNED" : "UNSIGNED") size=\(type.declaredSize ?? -1) vlen=\(type.count)"
    case .fwd: line += " fwd_kind=\(type.kindFlag ? "union" : "struct")"
    case .float: line += " size=\(type.declaredSize ?? -1)"
    case .funcProto: line += " ret_type_id=\(type.target ?? 0) vlen=\(type.count)"
    case .func: line += " type_id=\(type.target ?? 0) linkage=\(type.linkage.map { "\($0)" } ?? "?")"
    case .var: line += " type_id=\(type.target ?? 0), linkage=\(type.linkage.map { "\($0)" } ?? "?")"
    case .declTag: line += " type_id=\(type.target ?? 0) component_idx=\(type.taggedComponent ?? -1)"
    default: line += " type_id=\(type.target ?? 0)"
    }
    lines.append(line)
    for member in type.members {
      let width = member.bitFieldSize.map { " bitfield_size=\($0)" } ?? ""
      lines.append("\t\(quoted(member.name)) type_id=\(member.type) bits_offset=\(member.bitOffset)\(width)")
    }
    for value in type.enumerators {
      let text = type.kindFlag ? String(Int64(bitPattern: value.bits)) : String(value.bits)
      let suffix = type.kind == .enum ? "" : type.kindFlag ? "LL" : "ULL"
      lines.append("\t\(quoted(value.name)) val=\(text)\(suffix)")
    }
    for parameter in type.parameters { lines.append("\t\(quoted(parameter.name)) type_id=\(parameter.type)") }
    for variable in type.variables {
      let target = try types.type(variable.type)
      lines.append(
        "\ttype_id=\(variable.type) offset=\(variable.offset) size=\(variable.size)"
          + " (\(target.kind.name.uppercased()) '\(target.name)')")
    }
  }
  return lines
}
