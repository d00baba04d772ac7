import BPFObject
import BTF
import Findings
import KernelFacts
import Placed

/// Reads what a file expects of one map's records.
struct EventExpectationReader {
  let definition: MapDefinition
  let object: ObjectFile
  /// The type of records that say none.
  let known: RecordType?
  /// Whether the file says a type that there is not.
  let isBroken: Bool
  private var records: [ExpectedRecord] = []
  private var contained: [ExpectedRecord] = []
  private var count: Located<ScalarPredicate>?
  private var isList = false

  init(definition: MapDefinition, object: ObjectFile, records: RecordTypes) {
    known = records.type(of: definition.name)
    isBroken = records.isBroken(definition.name)
    self.definition = definition
    self.object = object
  }

  func expectation(at span: SourceSpan) -> EventExpectation {
    EventExpectation(
      map: definition.name, span: span, records: records, contained: contained, count: count, isList: isList)
  }

  mutating func read(_ node: PlacedNode, _ problems: inout PlacedProblems) {
    guard case .mapping = node.content, var fields = node.fields(&problems) else {
      isList = true
      records = node.list(&problems, record) ?? []
      return
    }
    if let contains = fields.take("contains") { contained = contains.list(&problems, record) ?? [] }
    if let number = fields.take("count") {
      let shape = ScalarShape(width: 32, isSigned: false, declaration: "the number of records")
      count = ScalarPredicate.read(number, shape, &problems).map { Located($0, at: number.span) }
    }
    fields.finish(&problems)
  }

  private func record(_ node: PlacedNode, _ problems: inout PlacedProblems) -> ExpectedRecord? {
    test(node, &problems).map { ExpectedRecord(test: $0, span: node.span) }
  }

  private func test(_ node: PlacedNode, _ problems: inout PlacedProblems) -> ExpectedRecord.Test? {
    if case .scalar(let text, _) = node.content, text.trimmed == "any" { return .any }
    guard case .mapping(let entries) = node.content else { return typed(nil, node, &problems) }
    if entries.count == 1, entries[0].key.value == "hex" { return bytes(entries[0].value, &problems) }
    let type = entries.first { $0.key.value == "type" }
    let rest = entries.filter { $0.key.value != "type" }
    var fields = PlacedNode(content: .mapping(rest), span: node.span)
    if rest.count == 1, rest[0].key.value == "fields" || rest[0].key.value == "value",
      !isField(rest[0].key.value, of: type?.value)
    {
      fields = rest[0].value
    }
    return typed(type?.value, fields, &problems)
  }

  private func typed(
    _ type: PlacedNode?, _ fields: PlacedNode, _ problems: inout PlacedProblems
  ) -> ExpectedRecord.Test? {
    guard let record = recordType(type, at: fields.span, &problems) else { return nil }
    let expectation = ValueExpectation(fields, type: record.value.id, types: record.value.types, &problems)
    return .value(expectation, record, declaration: record.value.types.declaration(of: record.value.id))
  }

  private func bytes(_ node: PlacedNode, _ problems: inout PlacedProblems) -> ExpectedRecord.Test? {
    node.hexBytes(&problems).map { .bytes($0) }
  }

  /// Whether the record's type has such a field.
  private func isField(_ name: String, of type: PlacedNode?) -> Bool {
    var named = known
    if case .scalar(let text, _)? = type?.content { named = RecordType(text, object: object) }
    guard let value = named?.value, let whole = try? value.types.resolved(value.id) else { return false }
    return MemberNames.of(whole, in: value.types).contains(name)
  }

  private func recordType(
    _ node: PlacedNode?, at span: SourceSpan, _ problems: inout PlacedProblems
  ) -> RecordType? {
    guard let node else {
      if let known { return known }
      guard !isBroken else { return nil }
      // No map says it: kernels refuse ring buffers whose values have a size.
      problems.add(
        "the type of the records of map '\(definition.name)' is not known", at: span,
        hint: "write 'type: struct NAME', or for the whole file 'records: {\(definition.name): struct NAME}'")
      return nil
    }
    return node.located(&problems).flatMap { RecordType($0, object: object, &problems) }
  }
}
