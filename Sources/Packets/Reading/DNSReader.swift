import Findings
import Placed

/// Reads questions and resource records of a DNS message as a test file gives them.
struct DNSReader {
  /// Their field in messages, as `dns.questions`.
  let path: String
  /// The names of the message so far.
  var names: DNSNames

  /// A section; nil after a problem.
  mutating func section(
    _ kind: FieldKind, _ node: PlacedNode, _ problems: inout PlacedProblems
  ) -> FieldValue? {
    if case .questions = kind { questions(node, &problems) } else { resources(node, &problems) }
  }

  /// Questions: a list of names or of `{name, type, class}`.
  private mutating func questions(_ node: PlacedNode, _ problems: inout PlacedProblems) -> FieldValue? {
    all(node, &problems) { reader, node, problems in
      if node.scalarText != nil { return reader.name(node, 0, &problems).map { $0 + [0, 1, 0, 1] } }
      guard var fields = node.fields(&problems) else { return nil }
      let head = reader.head(&fields, &problems)
      fields.finish(&problems)
      return head.map { $0.name + BitField.bytes($0.type, count: 2) + BitField.bytes($0.class, count: 2) }
    }
  }

  /// Resource records: a list of `{name, type, class, ttl, data}`.
  private mutating func resources(_ node: PlacedNode, _ problems: inout PlacedProblems) -> FieldValue? {
    all(node, &problems) { reader, node, problems in
      guard var fields = node.fields(&problems) else { return nil }
      let head = reader.head(&fields, &problems)
      let ttl = reader.number(&fields, "ttl", 32, 300, &problems)
      let length = fields.take("length").map { reader.field("length", 16).number($0, &problems) }
      guard let data = fields.require("data", &problems) else {
        fields.finish(&problems)
        return nil
      }
      fields.finish(&problems)
      guard let head, let ttl, let bytes = reader.data(data, head.type, head.name.count + 10, &problems) else {
        return nil
      }
      if case .some(.none) = length { return nil }
      guard bytes.count <= 0xffff else {
        problems.add("\(reader.path).data takes at most 65535 bytes, there are \(bytes.count)", at: data.span)
        return nil
      }
      let size = (length ?? nil) ?? UInt128(bytes.count)
      return head.name + BitField.bytes(head.type, count: 2) + BitField.bytes(head.class, count: 2)
        + BitField.bytes(ttl, count: 4) + BitField.bytes(size, count: 2) + bytes
    }
  }

  private mutating func all(
    _ node: PlacedNode, _ problems: inout PlacedProblems,
    _ read: (inout DNSReader, PlacedNode, inout PlacedProblems) -> [UInt8]?
  ) -> FieldValue? {
    if case .mapping(let entries) = node.content, entries.count == 1, entries[0].key.value == "hex" {
      return entries[0].value.hexBytes(&problems).map { .bytes($0, count: 1) }
    }
    var isGood = true
    let entries = node.oneOrMore(&problems) { node, problems in
      let bytes = read(&self, node, &problems)
      names.position += bytes?.count ?? 0
      isGood = bytes != nil && isGood
      return bytes
    }
    guard let entries, isGood else { return nil }
    return .bytes(entries.flatMap { $0 }, count: entries.count)
  }

  private mutating func head(
    _ fields: inout PlacedFields, _ problems: inout PlacedProblems
  ) -> (name: [UInt8], type: UInt128, class: UInt128)? {
    let name = fields.require("name", &problems).map { self.name($0, 0, &problems) } ?? nil
    let type = fields.take("type").map { field("type", 16, .names(DNSTypes.all)).number($0, &problems) } ?? 1
    let kind = fields.take("class").map { field("class", 16, .names(DNSTypes.classes)).number($0, &problems) } ?? 1
    guard let name, let type, let kind else { return nil }
    return (name, type, kind)
  }

  private mutating func data(_ node: PlacedNode, _ type: UInt128, _ offset: Int, _ problems: inout PlacedProblems)
    -> [UInt8]?
  {
    if case .mapping(let entries) = node.content, entries.contains(where: { $0.key.value == "hex" }) {
      return BytesForm.bytes(node, .hex, &problems)
    }
    switch DNSTypes.all.name(type) {
    case "a": return field("data", 32, .ipv4).number(node, &problems).map { BitField.bytes($0, count: 4) }
    case "aaaa": return field("data", 128, .ipv6).number(node, &problems).map { BitField.bytes($0, count: 16) }
    case "ns", "cname", "ptr": return name(node, offset, &problems)
    case "mx":
      guard var fields = node.fields(&problems) else { return nil }
      let preference = number(&fields, "preference", 16, 10, &problems)
      let exchange = fields.require("exchange", &problems).map { name($0, offset + 2, &problems) } ?? nil
      fields.finish(&problems)
      guard let preference, let exchange else { return nil }
      return BitField.bytes(preference, count: 2) + exchange
    case "txt":
      let texts = node.oneOrMore(&problems) { $0.text(&$1) }
      guard let texts else { return nil }
      guard let long = texts.first(where: { $0.utf8.count > 255 }) else {
        return texts.flatMap { [UInt8(truncatingIfNeeded: $0.utf8.count)] + Array($0.utf8) }
      }
      problems.add("\(path).data: a text takes at most 255 bytes, found \(long.utf8.count)", at: node.span)
      return nil
    default: return BytesForm.bytes(node, .hex, &problems)
    }
  }

  /// A name that stands so many bytes behind the start of its entry.
  private mutating func name(_ node: PlacedNode, _ offset: Int, _ problems: inout PlacedProblems) -> [UInt8]? {
    guard let text = node.scalarText, let name = names.bytes(text, at: names.position + offset) else {
      problems.add(
        "\(path) takes a domain name, found \(node.found)", at: node.span,
        hint: "its parts have 1 to 63 bytes, all of it 255")
      return nil
    }
    return name
  }

  private func number(
    _ fields: inout PlacedFields, _ name: String, _ width: Int, _ otherwise: UInt128, _ problems: inout PlacedProblems
  ) -> UInt128? {
    guard let node = fields.take(name) else { return otherwise }
    return field(name, width).number(node, &problems)
  }

  private func field(_ name: String, _ width: Int, _ kind: FieldKind = .number) -> FieldReader {
    FieldReader(field: PacketField(name, 0, width, kind), path: "\(path).\(name)")
  }
}
