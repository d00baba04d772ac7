import Findings
import Placed

/// Reads records as a test file gives them: a list of names, of `name: value` and of `{type: 77, data: "0a"}`; a mapping
/// of names; or `{hex: "..."}`.
struct RecordReader {
  /// How they stand in the packet.
  let form: RecordForm
  /// Their field in messages, as `tcp.options`.
  let path: String

  /// Their bytes; nil after a problem.
  func bytes(_ node: PlacedNode, _ problems: inout PlacedProblems) -> [UInt8]? {
    let records: [[UInt8]?]
    switch node.content {
    case .mapping(let entries):
      if entries.count == 1, entries[0].key.value == "hex" { return entries[0].value.hexBytes(&problems) }
      records = entries.map { named($0.key, $0.value, &problems) }
    case .sequence(let nodes):
      records = nodes.map { record($0, &problems) }
    case .scalar:
      records = [record(node, &problems)]
    }
    var bytes: [UInt8] = []
    for record in records {
      guard let record else { return nil }
      bytes += record
      let over = bytes.count % form.alignment
      if over > 0 { bytes += Array(repeating: 0, count: form.alignment - over) }
    }
    return bytes
  }

  private func record(_ node: PlacedNode, _ problems: inout PlacedProblems) -> [UInt8]? {
    switch node.content {
    case .scalar(let text, _): return named(Located(text, at: node.span), node.with(text: ""), &problems)
    case .mapping(let entries):
      if entries.contains(where: { $0.key.value == "type" }) { return raw(node, &problems) }
      if entries.count == 1 { return named(entries[0].key, entries[0].value, &problems) }
    case .sequence: break
    }
    problems.add(
      "\(path): expected a name, a name with its value, or type and data, found \(node.found)", at: node.span)
    return nil
  }

  private func named(
    _ name: Located<String>, _ node: PlacedNode, _ problems: inout PlacedProblems
  ) -> [UInt8]? {
    guard let kind = form.kinds.first(where: { $0.name == name.value }) else {
      problems.add(
        "\(path) has no '\(name.value)'", at: name.span,
        hint: NearestName.to(name.value, among: form.kinds.map(\.name)).map { "did you mean '\($0)'?" }
          ?? "known: \((form.kinds.map(\.name) + ["or type and data"]).joined(separator: ", "))")
      return nil
    }
    let path = "\(path).\(kind.name)"
    var value = [UInt8](repeating: 0, count: kind.size)
    for field in kind.fields {
      if case .value(let number) = field.filling {
        BitField.write(number, &value, at: field.offset, width: field.width)
      }
    }
    var header: [String: UInt128] = ["type": kind.type]
    if kind.fields.count == 1, !node.isMapping, !node.isEmpty {
      let field = kind.fields[0]
      guard put(field, path, node, into: &value, &problems) else { return nil }
    } else if !node.isEmpty, node.content != .scalar("true", isPlain: true) {
      guard node.isMapping else {
        let example = kind.fields.map { "\($0.name): 1" }.joined(separator: ", ")
        problems.add(
          "\(path) takes its fields by name, found \(node.found)", at: node.span,
          hint: kind.fields.isEmpty ? nil : "write {\(kind.name): {\(example)}}")
        return nil
      }
      guard var fields = node.fields(&problems) else { return nil }
      // A field of the value hides one before it of the same name.
      var isGood = true
      for field in kind.fields {
        guard let given = fields.take(field.name) else { continue }
        isGood = put(field, "\(path).\(field.name)", given, into: &value, &problems) && isGood
      }
      for field in form.header where field.name != "type" && !kind.fields.contains(where: { $0.name == field.name }) {
        guard let given = fields.take(field.name) else { continue }
        header[field.name] = FieldReader(field: field, path: "\(path).\(field.name)").number(given, &problems)
        isGood = header[field.name] != nil && isGood
      }
      fields.finish(&problems)
      guard isGood else { return nil }
    }
    return form.record(header, value) ?? tooLong(value.count, at: name.span, &problems)
  }

  private func raw(_ node: PlacedNode, _ problems: inout PlacedProblems) -> [UInt8]? {
    guard var fields = node.fields(&problems) else { return nil }
    var header: [String: UInt128] = [:]
    var isGood = true
    for field in form.header {
      guard let given = fields.take(field.name) else { continue }
      if field.name == "type", !given.isNumber, let kind = form.kinds.first(where: { $0.name == given.scalarText }) {
        header["type"] = kind.type
        continue
      }
      header[field.name] = FieldReader(field: field, path: "\(path).\(field.name)").number(given, &problems)
      isGood = header[field.name] != nil && isGood
    }
    var value: [UInt8] = []
    if let data = fields.take("data") {
      guard let bytes = BytesForm.bytes(data, .hex, &problems) else { return nil }
      value = bytes
    }
    fields.finish(&problems)
    guard isGood else { return nil }
    return form.record(header, value) ?? tooLong(value.count, at: node.span, &problems)
  }

  /// Writes one field of a value; false after a problem.
  private func put(
    _ field: PacketField, _ path: String, _ node: PlacedNode, into value: inout [UInt8],
    _ problems: inout PlacedProblems
  ) -> Bool {
    switch FieldReader(field: field, path: path).value(node, &problems) {
    case .number(let number)?: BitField.write(number, &value, at: field.offset, width: field.width)
    case .bytes(let bytes, _)?: value += bytes
    case .automatic?, .bad?, nil: return false
    }
    return true
  }

  private func tooLong(_ count: Int, at span: SourceSpan, _ problems: inout PlacedProblems) -> [UInt8]? {
    problems.add(
      "\(path): the length of \(count) bytes does not fit into the record", at: span, hint: "give its length")
    return nil
  }
}

extension PlacedNode {
  fileprivate var isMapping: Bool {
    if case .mapping = content { true } else { false }
  }
}
