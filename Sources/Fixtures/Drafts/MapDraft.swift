import BPFObject
import BTF
import Findings
import KernelFacts
import Placed

/// What a test file says of a map before and after a run, by the map's own types.
struct MapDraft {
  private let map: MapDefinition
  private let object: ObjectFile
  private let program: Program
  private let form: MapForm

  /// What is said of a map in a case of a program.
  init(_ map: MapDefinition, of object: ObjectFile, for program: Program) {
    self.map = map
    self.object = object
    self.program = program
    form = MapForm(map, object.types)
  }

  /// An entry as `maps: {before: ...}` takes it; nil for a map that is not filled from a file.
  var before: [String]? {
    guard MapForm.obstacle(map) == nil, let lines = entry(of: value),
      isTaken(lines, { _ = MapFixture($0, object: object, &$1) })
    else { return nil }
    return lines
  }

  /// An entry as `expect: {maps: ...}` takes it; nil for a map that is not read.
  var after: [String]? {
    guard MapForm.obstacle(map) == nil, form.content == .values, let value else { return nil }
    let whole: ValueTree = form.isPerCPU ? .fields([.init(name: "sum", value: value)]) : value
    guard let lines = entry(of: whole), isTaken(lines, { _ = MapExpectation.list($0, object: object, &$1) }) else {
      return nil
    }
    return lines
  }

  /// Records as `expect: {events: ...}` takes them; nil for a map that programs send none through.
  var events: String? {
    [MapType.ringbuf, .perfEventArray].contains(map.type) && [.declared, .legacy].contains(map.origin)
      ? "\(name): {count: 1}  # or the records: [{type: struct NAME, FIELD: VALUE}]" : nil
  }

  private var name: String { DraftText.scalar(map.name) }

  private var value: ValueTree? {
    switch form.content {
    case .values: form.value.flatMap(ValueSample.tree)
    case .programs: .scalar(next.name)
    case .maps: inner.map { .scalar($0.name) }
    }
  }

  /// A program that can stand in a program array: of the type of the one that calls it.
  private var next: Program {
    object.programs.first {
      $0.name != program.name && $0.match?.programType == program.match?.programType
        && $0.match?.attachType == program.match?.attachType
    } ?? program
  }

  /// A map that can stand in this one.
  private var inner: MapDefinition? {
    object.maps.first {
      $0.origin == .declared && $0.type == map.inner?.type && $0.keySize == map.inner?.keySize
        && $0.valueSize == map.inner?.valueSize
    }
  }

  private func entry(of value: ValueTree?) -> [String]? {
    guard let value else { return nil }
    let text = ValueYAML.flow(value)
    guard let key = form.key else { return ["\(name): [\(text)]"] }
    if let size = form.addressSize {
      return ["\(name): {\(size == 4 ? "10.0.0.0/8" : "\"fe80::/10\""): \(text)}"]
    }
    guard let sample = ValueSample.tree(key) else { return nil }
    if key.scalar != nil {
      let one = "\(name): {\(ValueYAML.flow(sample)): \(text)}"
      if one.utf8.count <= DraftText.width { return [one] }
      return ["\(name):", "  \(ValueYAML.flow(sample)):"] + DraftText.indented(ValueYAML.block(value), by: 4)
    }
    let one = "\(name): [{key: \(ValueYAML.flow(sample)), value: \(text)}]"
    if one.utf8.count <= DraftText.width { return [one] }
    return ["\(name):", "  - key:"] + DraftText.indented(ValueYAML.block(sample), by: 6) + ["    value:"]
      + DraftText.indented(ValueYAML.block(value), by: 6)
  }

  /// Whether the reader takes what is shown: an object's types may be such that it does not.
  private func isTaken(_ lines: [String], _ read: (PlacedNode, inout PlacedProblems) -> Void) -> Bool {
    guard let document = try? PlacedDocument(Array(lines.joined(separator: "\n").utf8), file: map.name) else {
      return false
    }
    var problems = PlacedProblems()
    read(document.root, &problems)
    return problems.all.isEmpty
  }
}
