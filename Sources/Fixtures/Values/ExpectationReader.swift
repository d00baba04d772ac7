import BTF
import Findings
import Placed

/// Reads what a file expects of a value into single checks.
struct ExpectationReader {
  let types: TypeTable
  private(set) var checks: [ValueCheck] = []

  init(types: TypeTable) { self.types = types }

  mutating func read(
    _ node: PlacedNode, at place: ValuePlace, path: String, depth: Int, _ problems: inout PlacedProblems
  ) {
    let shape: ValueShape
    do { shape = try ValueShape(place, in: types) } catch { return problems.add(error.message, at: node.span) }
    guard depth < ValueShape.deepest else {
      return problems.add("the value is nested deeper than \(ValueShape.deepest) levels", at: node.span)
    }
    if let hex = HexForm(node, for: shape, in: types) {
      guard let bytes = hex.bytes(for: shape, &problems) else { return }
      checks.append(ValueCheck(path: path, test: .bytes(bytes, start: place.bitOffset / 8), span: hex.node.span))
      return
    }
    switch shape {
    case .scalar(let scalar):
      guard let predicate = ScalarPredicate.read(node, scalar, &problems) else { return }
      checks.append(ValueCheck(path: path, test: .scalar(predicate), span: node.span))
    case .array(let array): read(node, array, path: path, depth: depth, &problems)
    case .record(let record): read(node, record, path: path, depth: depth, &problems)
    }
  }

  private mutating func read(
    _ node: PlacedNode, _ array: ValueShape.ArrayValue, path: String, depth: Int, _ problems: inout PlacedProblems
  ) {
    switch node.content {
    case .sequence(let nodes):
      guard nodes.count <= array.count else {
        return problems.add(
          "\(array.declaration) has \(array.count) elements; there are \(nodes.count) here", at: node.span)
      }
      for (index, element) in nodes.enumerated() {
        read(element, at: array.place(of: index), path: "\(path)[\(index)]", depth: depth + 1, &problems)
      }
    case .mapping(let entries):
      for entry in entries {
        guard let index = ArrayIndex.read(entry.key, in: array, &problems) else { continue }
        read(entry.value, at: array.place(of: index), path: "\(path)[\(index)]", depth: depth + 1, &problems)
      }
    case .scalar(let text, let isPlain):
      if text.trimmed == "any" { return }
      let octets = ScalarShape(octetsAt: array.bitOffset, count: array.size, declaration: array.declaration)
      if array.isBytes, !array.isText, [4, 6, 16].contains(array.count),
        let address = try? ScalarPredicate(text, isPlain: isPlain, octets)
      {
        // A regular expression is for the bytes' text, unless addresses are all that they can be.
        if case .pattern = address.test, array.count != 6 {
        } else {
          checks.append(ValueCheck(path: path, test: .scalar(address), span: node.span))
          return
        }
      }
      guard array.isBytes, !(text.isEmpty && isPlain), array.isText || !isPlain || WholeNumber(text) == nil else {
        return problems.add(
          "expected \(ByteText.expected(array)) for \(array.declaration), found \(node.found)", at: node.span)
      }
      guard let predicate = TextPredicate(node, &problems) else { return }
      if case .equal(let text) = predicate.test, text.utf8.count > array.count {
        return problems.add("\(text.utf8.count) bytes of text do not fit \(array.declaration)", at: node.span)
      }
      let start = array.bitOffset / 8
      checks.append(
        ValueCheck(path: path, test: .text(predicate, range: start..<(start + array.size)), span: node.span))
    }
  }

  private mutating func read(
    _ node: PlacedNode, _ record: ValueShape.RecordValue, path: String, depth: Int, _ problems: inout PlacedProblems
  ) {
    switch node.content {
    case .mapping(let entries):
      for entry in entries {
        guard let place = MemberStep.place(entry.key, in: record, types, &problems) else { continue }
        read(entry.value, at: place, path: "\(path).\(entry.key.value)", depth: depth + 1, &problems)
      }
    case .scalar(let text, let isPlain):
      if text.trimmed == "any" { return }
      guard [4, 6, 16].contains(record.size) else {
        return problems.add("expected fields of \(record.declaration), found \(node.found)", at: node.span)
      }
      let octets = ScalarShape(octetsAt: record.bitOffset, count: record.size, declaration: record.declaration)
      do {
        checks.append(
          ValueCheck(path: path, test: .scalar(try ScalarPredicate(text, isPlain: isPlain, octets)), span: node.span))
      } catch {
        problems.add(
          "expected fields of \(record.declaration) or \(octets.expected), found \(node.found)", at: node.span)
      }
    case .sequence:
      problems.add("expected fields of \(record.declaration), found \(node.found)", at: node.span)
    }
  }
}
