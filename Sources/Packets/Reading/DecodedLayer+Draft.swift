import Findings

extension DecodedLayer {
  /// The layer as if a test file had given each field.
  func draft(_ bytes: [UInt8]) -> LayerDraft {
    var draft = LayerDraft(form: form, span: SourceSpan(file: "", line: 1))
    for place in places where !place.field.isAlias {
      if place.field.isVariable {
        let count = count(place, bytes)
        draft.given[place.field.name] = .bytes(Array(bytes[place.bytes]), count: count)
      } else {
        draft.given[place.field.name] = .number(BitField.read(bytes, at: place.bit, width: place.width))
      }
    }
    draft.trailer = Array(bytes[end..<limit])
    return draft
  }

  /// How many entries a field of no fixed length has.
  private func count(_ place: FieldPlace, _ bytes: [UInt8]) -> Int {
    if case .list(_, let width) = place.field.kind { return place.width / width }
    let counter = form.fields.first {
      if case .count(let name, _) = $0.filling { name == place.field.name } else { false }
    }
    return Int(counter.flatMap { number($0.name, bytes) } ?? 0)
  }

  /// Whether the header ends where it says.
  func hasItsLength(_ bytes: [UInt8]) -> Bool {
    guard let field = form.headerLength, case .headerLength(let unit, let less) = field.filling else { return true }
    return number(field.name, bytes).map { Int($0) * unit + less == headerEnd - start } ?? true
  }

  /// Whether it is an IP header of a packet of which more is elsewhere.
  func isFragment(_ bytes: [UInt8]) -> Bool {
    switch form.name {
    case "ipv4": number("offset", bytes) != 0 || (number("flags", bytes) ?? 0) & 1 == 1
    case "fragment": number("offset", bytes) != 0 || number("more", bytes) != 0
    default: false
    }
  }
}
