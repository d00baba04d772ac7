import Findings
import Placed

/// Reads what a test file expects of a field: what it would be given, or `any`, `!= 5`, `>= 1`, `1..10`, `10.0.0.0/8`,
/// of a checksum `good` and `bad`.
struct FieldExpectationReader {
  /// The field.
  let field: PacketField
  /// Its name in messages.
  let path: String

  /// What is expected; nil after a problem.
  func expectation(_ node: PlacedNode, _ problems: inout PlacedProblems) -> FieldExpectation? {
    if let text = node.scalarText {
      if text == "any" { return .any }
      if case .checksum = field.kind {
        if text == "good" || text == "auto" { return .good }
        if text == "bad" { return .bad }
      }
      if field.name == "data", case .bytes = field.kind, text.count > 2, text.hasPrefix("/"), text.hasSuffix("/") {
        let pattern = String(text.dropFirst().dropLast())
        guard (try? Regex(pattern)) != nil else {
          problems.add("\(path): '\(text)' is no regular expression", at: node.span)
          return nil
        }
        return .pattern(pattern)
      }
      if !field.isVariable, let predicate = predicate(text, node, &problems) { return predicate.value }
    }
    switch FieldReader(field: field, path: path).value(node, &problems) {
    case .number(let value)?: return .number(value)
    case .bytes(let bytes, _)?: return .bytes(bytes)
    case .automatic?:
      problems.add("'auto' is nothing to expect of \(path)", at: node.span)
      return nil
    case .bad?, nil: return nil
    }
  }

  /// What was read as a predicate; its value is nil after a problem.
  private struct Read {
    var value: FieldExpectation?
  }

  private func predicate(_ text: String, _ node: PlacedNode, _ problems: inout PlacedProblems) -> Read? {
    let most = BitField.most(field.width)
    for sign in ["!=", ">=", "<=", ">", "<"] where text.hasPrefix(sign) {
      let rest = text.dropFirst(sign.count).drop { $0 == " " }
      guard let value = number(node.with(text: rest), &problems) else { return Read(value: nil) }
      switch sign {
      case "!=": return Read(value: .not(value))
      case ">=": return Read(value: .range(value...most))
      case "<=": return Read(value: .range(0...value))
      case ">" where value < most: return Read(value: .range(value + 1...most))
      case "<" where value > 0: return Read(value: .range(0...value - 1))
      default:
        problems.add("no value of \(path) is '\(text)'", at: node.span)
        return Read(value: nil)
      }
    }
    if let dots = text.firstRange(of: "..") {
      guard let low = number(node.with(text: text[..<dots.lowerBound]), &problems),
        let high = number(node.with(text: text[dots.upperBound...]), &problems)
      else { return Read(value: nil) }
      guard low <= high else {
        problems.add("no value of \(path) is in '\(text)'", at: node.span)
        return Read(value: nil)
      }
      return Read(value: .range(low...high))
    }
    switch field.kind {
    case .ipv4, .ipv6:
      guard let slash = text.firstIndex(of: "/") else { return nil }
      guard let address = number(node.with(text: text[..<slash]), &problems) else { return Read(value: nil) }
      guard let bits = Int(text[text.index(after: slash)...]), (0...field.width).contains(bits) else {
        problems.add("a prefix of \(path) has 0 to \(field.width) bits, found '\(text)'", at: node.span)
        return Read(value: nil)
      }
      return Read(value: .prefix(address, bits: bits))
    default: return nil
    }
  }

  private func number(_ node: PlacedNode, _ problems: inout PlacedProblems) -> UInt128? {
    FieldReader(field: field, path: path).number(node, &problems)
  }
}
