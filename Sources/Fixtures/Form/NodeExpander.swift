import Findings
import Placed

/// Puts values in for names: `$name` in texts and keys, and `from: NAME` in packets and values.
///
/// What it gives keeps the places where its parts are written: those of a table's row, a named packet, a default.
struct NodeExpander {
  /// Values for `$name`.
  var scope: Scope
  /// Names that a value is written for further down: none has it yet.
  var laterNames: Set<String> = []
  /// What `from` takes in a packet.
  let packets: NamedValues
  /// What `from` takes elsewhere.
  let structs: NamedValues
  /// How much room there is, for all that this expands.
  var budget = ExpansionBudget()
  /// The named packets and structs that something was made from.
  private(set) var used: [String: Set<String>] = [:]
  /// The names that values are being made from now, outermost first.
  private var open: [String] = []

  init(scope: Scope, packets: NamedValues, structs: NamedValues) {
    self.scope = scope
    self.packets = packets
    self.structs = structs
  }

  /// The value with everything put in; nil when that is not possible, which is a problem.
  mutating func expand(
    _ node: PlacedNode, at place: ExpansionPlace, _ problems: inout PlacedProblems
  ) -> PlacedNode? {
    expand(node, at: place, isWritten: true, depth: 0, &problems)
  }

  /// - Parameter isWritten: false for what came out of a name: a `$` in it is a dollar by now.
  private mutating func expand(
    _ node: PlacedNode, at place: ExpansionPlace, isWritten: Bool, depth: Int, _ problems: inout PlacedProblems
  ) -> PlacedNode? {
    guard depth <= TestFile.depthLimit else {
      problems.add(
        "lists and mappings are nested deeper than \(TestFile.depthLimit) levels once names are put in",
        at: node.span)
      return nil
    }
    switch node.content {
    case .scalar(let text, let isPlain):
      guard isWritten, let template = TextTemplate(text) else {
        return budget.spend(1, at: node.span, &problems) ? node : nil
      }
      if let whole = template.wholeName {
        guard let binding = binding(whole.name, node, whole.range, &problems) else { return nil }
        guard place != .plain else { return inserted(binding, depth: depth, at: node.span, &problems) }
        return expand(binding.node, at: place, isWritten: false, depth: depth, &problems)
      }
      guard let text = joined(template, node, &problems) else { return nil }
      return PlacedNode(content: .scalar(text, isPlain: isPlain), span: node.span)
    case .sequence(let nodes):
      guard budget.spend(1, at: node.span, &problems) else { return nil }
      var expanded: [PlacedNode] = []
      expanded.reserveCapacity(nodes.count)
      for element in nodes {
        guard
          let value = expand(element, at: place.element, isWritten: isWritten, depth: depth + 1, &problems)
        else {
          if budget.isSpent { return nil }
          continue
        }
        expanded.append(value)
      }
      // One problem is enough: what is short of an element would make others.
      return expanded.count == nodes.count ? PlacedNode(content: .sequence(expanded), span: node.span) : nil
    case .mapping(let entries):
      guard budget.spend(1, at: node.span, &problems) else { return nil }
      if let lower = entries.first, lower.key.value == ExpansionKey.lower {
        let base = expand(lower.value, at: place, isWritten: isWritten, depth: depth, &problems)
        let rest = PlacedNode(content: .mapping(Array(entries.dropFirst())), span: node.span)
        let changes = expand(rest, at: place, isWritten: isWritten, depth: depth + 1, &problems)
        guard let base, let changes else { return nil }
        return base.merged(under: changes, isExpanded: true, &budget, &problems)
      }
      if place == .packet || place == .values,
        let from = entries.first(where: { $0.key.value == ExpansionKey.from })
      {
        return taken(from, entries, node.span, place, isWritten: isWritten, depth: depth, &problems)
      }
      return mapping(entries, node.span, place, isWritten: isWritten, depth: depth, &problems)
    }
  }

  private mutating func mapping(
    _ entries: [PlacedNode.Entry], _ span: SourceSpan, _ place: ExpansionPlace, isWritten: Bool, depth: Int,
    _ problems: inout PlacedProblems
  ) -> PlacedNode? {
    var expanded: [PlacedNode.Entry] = []
    expanded.reserveCapacity(entries.count)
    var hasNamedKeys = false
    for entry in entries {
      guard
        let value = expand(
          entry.value, at: place.below(entry.key.value), isWritten: isWritten, depth: depth + 1, &problems)
      else {
        if budget.isSpent { return nil }
        continue
      }
      guard isWritten, let template = TextTemplate(entry.key.value) else {
        var key = entry.key
        if key.value == ExpansionKey.fieldFrom, place == .packet || place == .values { key.value = ExpansionKey.from }
        expanded.append(PlacedNode.Entry(key: key, value: value))
        continue
      }
      let key = PlacedNode(content: .scalar(entry.key.value, isPlain: true), span: entry.key.span)
      guard let text = joined(template, key, &problems) else { continue }
      hasNamedKeys = true
      expanded.append(PlacedNode.Entry(key: Located(text, at: entry.key.span), value: value))
    }
    guard expanded.count == entries.count else { return nil }
    if hasNamedKeys {
      var seen: [String: SourceSpan] = [:]
      for entry in expanded {
        if let first = seen.updateValue(entry.key.span, forKey: entry.key.value) {
          problems.add(
            "the key '\(PlacedNode.short(entry.key.value))' stands twice once names are put in", at: entry.key.span,
            other: Located("it stands here already", at: first))
          return nil
        }
      }
    }
    return PlacedNode(content: .mapping(expanded), span: span)
  }

  /// A named packet or struct, with the other keys laid over it.
  private mutating func taken(
    _ from: PlacedNode.Entry, _ entries: [PlacedNode.Entry], _ span: SourceSpan, _ place: ExpansionPlace,
    isWritten: Bool, depth: Int, _ problems: inout PlacedProblems
  ) -> PlacedNode? {
    let rest = entries.filter { $0.key.value != ExpansionKey.from }
    // Both are read in any case: the problems of the one are no reason to keep back those of the other.
    let base = base(from, place, isWritten: isWritten, depth: depth, &problems)
    let changes = mapping(rest, span, place, isWritten: isWritten, depth: depth, &problems)
    guard let base, let changes else { return nil }
    if rest.isEmpty { return PlacedNode(content: base.content, span: span) }
    guard case .mapping = base.content else {
      problems.add(
        "what is taken over here is \(base.found): only keys and values can be changed", at: from.value.span,
        other: Located("it is written here", at: base.span))
      return nil
    }
    return base.merged(under: changes, isExpanded: true, &budget, &problems)
  }

  private mutating func base(
    _ from: PlacedNode.Entry, _ place: ExpansionPlace, isWritten: Bool, depth: Int,
    _ problems: inout PlacedProblems
  ) -> PlacedNode? {
    let values = place == .packet ? packets : structs
    guard let named = expand(from.value, at: .plain, isWritten: isWritten, depth: depth, &problems) else { return nil }
    guard case .scalar(let name, _) = named.content else {
      problems.add(
        "expected the name of a \(values.kind), found \(named.found)", at: named.span,
        hint: "write '\(ExpansionKey.fieldFrom)' for a field of that name")
      return nil
    }
    guard let value = values[name] else {
      problems.add(
        "there is no \(values.kind) '\(PlacedNode.short(name))'", at: named.span,
        hint: Self.hint(name, among: values.names, otherwise: "name it in '\(values.kind)s:'"))
      return nil
    }
    // The room's kind is part of the name: a packet and a struct may have the same.
    let key = "\(values.kind) \(name)"
    if let start = open.firstIndex(of: key) {
      addCircle(open[start...].map { String($0.dropFirst(values.kind.count + 1)) }, values, &problems)
      return nil
    }
    used[values.kind, default: []].insert(name)
    open.append(key)
    defer { open.removeLast() }
    return expand(value.value, at: place, isWritten: true, depth: depth, &problems)
  }

  /// Says once, whatever it was met from, that values are made from each other.
  private func addCircle(_ names: [String], _ values: NamedValues, _ problems: inout PlacedProblems) {
    guard let first = names.indices.min(by: { names[$0] < names[$1] }), let entry = values[names[first]] else { return }
    let turned = Array(names[first...] + names[..<first]) + [names[first]]
    problems.add(
      "the \(values.kind) '\(PlacedNode.short(names[first]))' is made from itself: "
        + turned.map(PlacedNode.short).joined(separator: ", "), at: entry.key.span)
  }

  /// A text with its names put in.
  private mutating func joined(
    _ template: TextTemplate, _ node: PlacedNode, _ problems: inout PlacedProblems
  ) -> String? {
    var text = ""
    for part in template.parts {
      switch part {
      case .text(let plain): text += plain
      case .broken(let offset):
        problems.add(
          "'${' without a name and '}'", at: Self.place(of: offset..<offset + 2, in: node),
          hint: "write ${name}, or '$$' for a dollar")
        return nil
      case .name(let name, let range):
        guard let binding = binding(name, node, range, &problems) else { return nil }
        guard case .scalar(let value, _) = binding.node.content else {
          problems.add(
            "'$\(PlacedNode.short(name))' is \(binding.node.found) and cannot stand within a text",
            at: Self.place(of: range, in: node), other: Located("its value is written here", at: binding.node.span))
          return nil
        }
        text += value
      }
      // Looked at before the next name, which may be as long again.
      if text.utf8.count > TestFile.textLimit { break }
    }
    return budget.spend(text: text, at: node.span, &problems) ? text : nil
  }

  private func binding(
    _ name: String, _ node: PlacedNode, _ range: Range<Int>, _ problems: inout PlacedProblems
  ) -> Scope.Binding? {
    if let binding = scope[name] { return binding }
    guard !scope.isBroken(name) else { return nil }
    guard !laterNames.contains(name) else {
      problems.add(
        "the value '\(PlacedNode.short(name))' is written below", at: Self.place(of: range, in: node),
        hint: "a value may use those above it")
      return nil
    }
    problems.add(
      "there is no value '\(PlacedNode.short(name))'", at: Self.place(of: range, in: node),
      hint: Self.hint(name, among: scope.names, otherwise: "name it in 'let:', or write '$$' for a dollar"))
    return nil
  }

  /// A name's whole value where nothing in it can be taken over: it is shared, and only counted.
  private mutating func inserted(
    _ binding: Scope.Binding, depth: Int, at span: SourceSpan, _ problems: inout PlacedProblems
  ) -> PlacedNode? {
    guard depth + binding.depth <= TestFile.depthLimit else {
      problems.add(
        "lists and mappings are nested deeper than \(TestFile.depthLimit) levels once names are put in",
        at: span)
      return nil
    }
    return budget.spend(binding.count, at: span, &problems) ? binding.node : nil
  }

  private static func hint(
    _ name: String, among names: some Sequence<String>, otherwise: String
  ) -> String {
    NearestName.to(name, among: names).map { "did you mean '\($0)'?" } ?? otherwise
  }

  /// Where characters of a text stand; the whole text where it is not written as it reads.
  private static func place(of range: Range<Int>, in node: PlacedNode) -> SourceSpan {
    guard case .scalar(let text, _) = node.content, let column = node.span.column, let end = node.span.endColumn
    else { return node.span }
    let count = text.unicodeScalars.count
    let quotes = end - column == count + 2 ? 1 : 0
    guard end - column == count + 2 * quotes else { return node.span }
    var span = node.span
    span.column = column + quotes + range.lowerBound
    span.endColumn = column + quotes + range.upperBound
    return span
  }
}
