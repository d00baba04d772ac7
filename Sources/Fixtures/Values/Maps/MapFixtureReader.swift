import BPFObject
import BTF
import Findings
import KernelFacts
import Placed

/// Reads what a file puts into one map.
struct MapFixtureReader {
  let form: MapForm
  let names: MapNames
  let fill: UInt8
  let padding: UInt8
  private(set) var entries: [MapFixture.Entry] = []
  private var keys: [[UInt8]: SourceSpan] = [:]

  init(form: MapForm, names: MapNames, fill: UInt8, padding: UInt8) {
    self.form = form
    self.names = names
    self.fill = fill
    self.padding = padding
  }

  private var map: String { form.definition.name }

  mutating func read(_ node: PlacedNode, _ problems: inout PlacedProblems) {
    if form.key == nil {
      for value in node.list(&problems, { node, _ in node }) ?? [] { add(nil, value, at: value.span, &problems) }
    } else {
      for entry in MapEntryNode.list(node, of: map, &problems) ?? [] {
        guard let key = form.keyBytes(entry.key, &problems) else { continue }
        if let first = keys[key] {
          problems.add(
            "the same key stands twice in map '\(map)'", at: entry.key.span,
            other: Located("it stands here already", at: first))
          continue
        }
        keys[key] = entry.key.span
        add(key, entry.value, at: entry.key.span, &problems)
      }
    }
    let most = form.definition.maxEntries
    if most > 0, entries.count > Int(most), form.definition.type != .bloomFilter {
      problems.add("map '\(map)' holds \(most) entries; there are \(entries.count) here", at: node.span)
    }
  }

  private mutating func add(
    _ key: [UInt8]?, _ node: PlacedNode, at span: SourceSpan, _ problems: inout PlacedProblems
  ) {
    guard let value = value(node, &problems) else { return }
    entries.append(MapFixture.Entry(map: map, key: key, value: value, span: span))
  }

  private func value(_ node: PlacedNode, _ problems: inout PlacedProblems) -> MapValue? {
    switch form.content {
    case .programs:
      guard let name = node.located(&problems) else { return nil }
      return names.program(name, &problems).map { .program($0.name) }
    case .maps:
      guard let name = node.located(&problems) else { return nil }
      return names.map(name, &problems).map { .map($0.name) }
    case .values:
      if form.isPerCPU, let values = ProcessorNodes(node) {
        let written = values.nodes(&problems).compactMap { number, node in
          bytes(node, &problems).map { MapValue.Processor(number: number, bytes: $0) }
        }
        return .processors(written)
      }
      if form.isPerCPU, let key = Self.expected(node), !isField(key.value) {
        problems.add(
          "'\(key.value)' is expected of map '\(map)', and cannot be put into it", at: key.span,
          hint: "write {cpu: {0: VALUE}}, or VALUE alone for the same on every processor")
        return nil
      }
      return bytes(node, &problems).map { .bytes($0) }
    }
  }

  /// The key of what only an expectation says of the values of all processors.
  private static func expected(_ node: PlacedNode) -> Located<String>? {
    guard case .mapping(let entries) = node.content, entries.count == 1, let key = entries.first?.key else {
      return nil
    }
    return key.value == "sum" || key.value == "each" ? key : nil
  }

  /// Whether the map's values have such a field.
  private func isField(_ name: String) -> Bool {
    guard let value = form.value, let whole = try? value.types.resolved(value.id) else { return false }
    return MemberNames.of(whole, in: value.types).contains(name)
  }

  private func bytes(_ node: PlacedNode, _ problems: inout PlacedProblems) -> [UInt8]? {
    guard let type = form.value else {
      problems.add("map '\(map)' has values of \(form.definition.valueSize) bytes: none can be given", at: node.span)
      return nil
    }
    return TypedValues(types: type.types).bytes(of: node, type: type.id, fill: fill, padding: padding, &problems)
  }
}
