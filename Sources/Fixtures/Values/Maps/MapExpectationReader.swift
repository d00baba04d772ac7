import BPFObject
import BTF
import Findings
import Placed

/// Reads what a file expects of one map.
struct MapExpectationReader {
  let form: MapForm
  private var entries: [ExpectedEntry] = []
  private var absent: [ExpectedEntry] = []
  private var count: Located<ScalarPredicate>?
  private var isExact = false
  private var notation: ValueNotation?
  private var written: [[UInt8]: String] = [:]
  private var keys: [[UInt8]: SourceSpan] = [:]

  init(form: MapForm) { self.form = form }

  private var map: String { form.definition.name }

  func expectation(at span: SourceSpan) -> MapExpectation {
    MapExpectation(
      map: map, span: span, form: form, entries: entries, isExact: isExact, count: count, absent: absent,
      notation: notation, written: written)
  }

  mutating func read(_ node: PlacedNode, _ problems: inout PlacedProblems) {
    guard case .mapping(let all) = node.content else {
      isExact = form.key == nil
      return readEntries(node, &problems)
    }
    // These words are no keys: a key of such a name is written in a list of {key, value}.
    for entry in all {
      switch entry.key.value {
      case "exact":
        isExact = true
        readEntries(entry.value, &problems)
      case "count":
        let shape = ScalarShape(width: 32, isSigned: false, declaration: "the number of entries")
        count = ScalarPredicate.read(entry.value, shape, &problems).map { Located($0, at: entry.value.span) }
      case "absent" where form.key != nil:
        for key in entry.value.oneOrMore(&problems, { node, _ in node }) ?? [] {
          guard let bytes = keyBytes(key, &problems) else { continue }
          absent.append(ExpectedEntry(key: bytes, value: .any, span: key.span))
        }
      default: readEntries(PlacedNode(content: .mapping([entry]), span: node.span), &problems)
      }
    }
  }

  private mutating func readEntries(_ node: PlacedNode, _ problems: inout PlacedProblems) {
    guard form.key != nil else {
      for element in node.list(&problems, { node, _ in node }) ?? [] {
        guard let value = value(element, &problems) else { continue }
        entries.append(ExpectedEntry(key: [], value: value, span: element.span))
      }
      return
    }
    for entry in MapEntryNode.list(node, of: map, &problems) ?? [] {
      guard let key = keyBytes(entry.key, &problems), let value = value(entry.value, &problems) else { continue }
      entries.append(ExpectedEntry(key: key, value: value, span: entry.key.span))
    }
  }

  private mutating func keyBytes(_ node: PlacedNode, _ problems: inout PlacedProblems) -> [UInt8]? {
    guard let key = form.keyBytes(node, &problems) else { return nil }
    if let first = keys[key] {
      problems.add(
        "the same key stands twice in map '\(map)'", at: node.span, other: Located("it stands here already", at: first))
      return nil
    }
    keys[key] = node.span
    notation = notation ?? form.keyNotation(node)
    if case .mapping = node.content { written[key] = node.line }
    return key
  }

  private func value(_ node: PlacedNode, _ problems: inout PlacedProblems) -> ExpectedValue? {
    if case .scalar(let text, _) = node.content, text.trimmed == "any" { return .any }
    guard form.content == .values, form.value != nil else {
      problems.add(
        "what stands in map '\(map)' cannot be compared, only that something does", at: node.span,
        hint: "write 'any', or name the key under 'absent'")
      return nil
    }
    return form.isPerCPU ? processors(node, &problems) : expectation(node, &problems).map { .value($0) }
  }

  private func processors(_ node: PlacedNode, _ problems: inout PlacedProblems) -> ExpectedValue? {
    guard case .mapping(let parts) = node.content, !parts.isEmpty,
      parts.allSatisfy({ ["sum", "each", "cpu"].contains($0.key.value) })
    else {
      problems.add(
        "map '\(map)' has a value for each processor: expected sum, each or cpu, found \(node.found)", at: node.span,
        hint: "write {sum: ...} for the sum of all, {each: ...}, or {cpu: {0: ...}}")
      return nil
    }
    var sum: ValueExpectation?
    var each: ValueExpectation?
    var some: [(number: Int, value: ValueExpectation, span: SourceSpan)] = []
    for part in parts {
      switch part.key.value {
      case "sum":
        sum = expectation(part.value, &problems)
        if let sum, !sum.isOfNumbers {
          problems.add(
            "only numbers can be added up", at: part.value.span, hint: "use 'each' or 'cpu' for other fields")
        }
      case "each": each = expectation(part.value, &problems)
      default:
        for entry in part.value.entries(&problems) ?? [] {
          guard let number = ProcessorNodes.number(entry.key, &problems),
            let value = expectation(entry.value, &problems)
          else { continue }
          some.append((number, value, entry.key.span))
        }
      }
    }
    return .processors(sum: sum, each: each, some: some)
  }

  private func expectation(_ node: PlacedNode, _ problems: inout PlacedProblems) -> ValueExpectation? {
    guard let type = form.value else { return nil }
    return ValueExpectation(node, type: type.id, types: type.types, &problems)
  }
}
