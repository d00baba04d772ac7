import Findings
import Placed

/// Reads what a test file gives a field.
struct FieldReader {
  /// The field.
  let field: PacketField
  /// Its name in messages, as `ipv4.ttl`.
  let path: String

  /// What it is given; nil after a problem.
  func value(_ node: PlacedNode, _ problems: inout PlacedProblems) -> FieldValue? {
    if node.scalarText == "auto", isFilled { return .automatic }
    if case .checksum = field.kind, node.scalarText == "bad" { return .bad }
    switch field.kind {
    case .bytes: return BytesForm.bytes(node, .hex, &problems).map { .bytes($0, count: $0.count) }
    case .records(let form):
      return RecordReader(form: form, path: path).bytes(node, &problems).map { .bytes($0, count: 0) }
    case .list(let kind, let width):
      let element = FieldReader(field: PacketField(field.name, 0, width, kind), path: path)
      let numbers = node.oneOrMore(&problems) { element.number($0, &$1) }
      return numbers.map { .bytes($0.flatMap { BitField.bytes($0, count: width / 8) }, count: $0.count) }
    case .questions, .resources:
      var reader = DNSReader(path: path, names: DNSNames(isCompressing: false))
      return reader.section(field.kind, node, &problems)
    default: return number(node, &problems).map { .number($0) }
    }
  }

  /// The number that a field of fixed width is given.
  func number(_ node: PlacedNode, _ problems: inout PlacedProblems) -> UInt128? {
    let most = BitField.most(field.width)
    switch field.kind {
    case .mac: return address(node, "a MAC address as 02:00:00:00:00:01", AddressText.mac, &problems)
    case .ipv4: return address(node, "an IPv4 address as 10.0.0.1", AddressText.ipv4, &problems)
    case .ipv6: return address(node, "an IPv6 address as fd00::1", AddressText.ipv6, &problems)
    case .flags(let names): return flags(node, names, &problems)
    case .names(let names):
      guard let text = node.scalarText, !node.isNumber else { break }
      if let value = names.value(text) { return value }
      problems.add(
        "\(path) has no value '\(text)'", at: node.span,
        hint: NearestName.to(text, among: names.names).map { "did you mean '\($0)'?" }
          ?? "known: \(names.names.joined(separator: ", ")), or a number from 0 to \(most)")
      return nil
    default:
      if field.width == 1 {
        if node.content == .scalar("true", isPlain: true) { return 1 }
        if node.content == .scalar("false", isPlain: true) { return 0 }
      }
    }
    guard node.isNumber else {
      problems.add("\(path) takes a number from 0 to \(most), found \(node.found)", at: node.span)
      return nil
    }
    var own = PlacedProblems()
    guard let value = node.integer(UInt128.self, in: 0...most, &own) else {
      problems.add("\(path) takes a number from 0 to \(most), found \(node.found)", at: node.span)
      return nil
    }
    return value
  }

  /// Whether it is computed when nobody says.
  private var isFilled: Bool {
    if case .value = field.filling { false } else { true }
  }

  private func address(
    _ node: PlacedNode, _ wanted: String, _ read: (String) -> [UInt8]?, _ problems: inout PlacedProblems
  ) -> UInt128? {
    guard let text = node.scalarText, let bytes = read(text) else {
      problems.add("\(path) takes \(wanted), found \(node.found)", at: node.span)
      return nil
    }
    return BitField.number(bytes)
  }

  /// `syn`, `[syn, ack]`, `syn|ack`, `none`, or a number.
  private func flags(_ node: PlacedNode, _ names: [String], _ problems: inout PlacedProblems) -> UInt128? {
    if node.isNumber || node.content == .scalar("", isPlain: true) {
      return FieldReader(field: PacketField(field.name, 0, field.width), path: path).number(node, &problems)
    }
    let nodes: [PlacedNode]
    if let text = node.scalarText {
      nodes = text.split(whereSeparator: { " ,|+".contains($0) }).map { node.with(text: $0) }
    } else if case .sequence(let elements) = node.content {
      nodes = elements
    } else {
      problems.add("\(path) takes flags by name, found \(node.found)", at: node.span)
      return nil
    }
    var value: UInt128 = 0
    for element in nodes {
      guard let text = element.scalarText?.lowercased(), let bit = names.firstIndex(of: text) else {
        if element.scalarText == "none", nodes.count == 1 { return 0 }
        let known = names.filter { !$0.isEmpty }
        problems.add(
          "\(path) has no flag \(element.found)", at: element.span,
          hint: element.scalarText.flatMap { NearestName.to($0, among: known) }.map { "did you mean '\($0)'?" }
            ?? "known: \(known.joined(separator: ", ")), or a number")
        return nil
      }
      value |= 1 << UInt128(bit)
    }
    return value
  }
}
