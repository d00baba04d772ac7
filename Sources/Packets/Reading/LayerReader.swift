import Findings
import Placed

/// Reads one layer of a packet as a test file gives it.
enum LayerReader {
  /// The layer's fields; nil after a problem.
  static func draft(
    _ form: LayerForm, _ node: PlacedNode, at span: SourceSpan, _ problems: inout PlacedProblems
  ) -> LayerDraft? {
    var draft = LayerDraft(form: form, span: span)
    if form.name == PayloadLayer.name {
      guard let bytes = BytesForm.bytes(node, .text, &problems) else { return nil }
      draft.given["data"] = .bytes(bytes, count: bytes.count)
      return draft
    }
    guard !node.isEmpty else { return draft }
    guard var fields = node.fields(&problems) else { return nil }
    var isGood = true
    var names = DNSNames(isCompressing: isCompressing(form, &fields, &problems))
    for field in form.fields {
      guard let given = fields.take(field.name) else { continue }
      let path = "\(form.name).\(field.name)"
      switch field.kind {
      case .questions, .resources:
        var reader = DNSReader(path: path, names: names)
        draft.given[field.name] = reader.section(field.kind, given, &problems)
        names = reader.names
      default: draft.given[field.name] = FieldReader(field: field, path: path).value(given, &problems)
      }
      draft.places[field.name] = fields.place(of: field.name) ?? given.span
      isGood = draft.given[field.name] != nil && isGood
    }
    if let trailer = form.trailer, let given = fields.take(trailer.name) {
      let bytes = BytesForm.bytes(given, .hex, &problems)
      draft.trailer = bytes ?? []
      isGood = bytes != nil && isGood
    }
    fields.finish(&problems)
    guard isGood else { return nil }
    return check(draft, &problems) ? draft : nil
  }

  /// Whether names of a DNS message point back to what stands in it already.
  private static func isCompressing(
    _ form: LayerForm, _ fields: inout PlacedFields, _ problems: inout PlacedProblems
  ) -> Bool {
    guard form.name == DNSLayer.form.name, let node = fields.take("compress") else { return false }
    return node.boolean(&problems) ?? false
  }

  /// Whether the given fields are there together.
  private static func check(_ draft: LayerDraft, _ problems: inout PlacedProblems) -> Bool {
    let form = draft.form
    let given = form.fields.filter { draft.given[$0.name] != nil }
    for (index, field) in given.enumerated() {
      let span = draft.places[field.name] ?? draft.span
      if !field.isAppended, let name = field.decider, !draft.holds(field), let other = form.field(name) {
        problems.add(
          "\(form.name).\(field.name) is not there where \(name) is \(FieldText.text(other, draft.number(other)))",
          at: span)
        return false
      }
      guard !field.isVariable, !field.isAppended else { continue }
      for other in given[..<index] where !other.isVariable && !other.isAppended {
        guard field.offset < other.offset + other.width, other.offset < field.offset + field.width else { continue }
        problems.add("\(form.name).\(field.name) and \(form.name).\(other.name) are the same bits", at: span)
        return false
      }
    }
    return true
  }
}
