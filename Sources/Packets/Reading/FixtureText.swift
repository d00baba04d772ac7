import Placed

/// Layers of a packet as a test file gives them. What would be filled in anyway is left out, but for what a reader looks
/// for first: addresses, ports.
struct FixtureText {
  /// The packet.
  let bytes: [UInt8]
  /// The layers to write; what is behind them is payload.
  let layers: [DecodedLayer]
  /// Whether options and chunks are written as hex digits.
  let areRecordsHex: Bool

  /// One line a layer: a mapping, or a list where a layer stands twice.
  var lines: [String] {
    var entries = layers.indices.map { (layers[$0].form.name, text($0)) }
    if let last = layers.last, last.headerEnd < last.end {
      entries.append((PayloadLayer.name, YAMLText.payload(bytes[last.headerEnd..<last.end])))
    }
    let isUnique = Set(entries.map(\.0)).count == entries.count
    return entries.map { isUnique ? "\($0.0): \($0.1)" : "- \($0.0): \($0.1)" }
  }

  private func text(_ index: Int) -> String {
    let layer = layers[index]
    let said = said(index)
    var parts: [String] = []
    for place in layer.places where said.contains(place.field.name) {
      parts.append("\(place.field.name): \(value(place, index))")
    }
    if layer.limit > layer.end { parts.append("trailer: \(YAMLText.hex(bytes[layer.end..<layer.limit]))") }
    return "{\(parts.joined(separator: ", "))}"
  }

  private func value(_ place: FieldPlace, _ index: Int) -> String {
    let field = place.field
    if areRecordsHex, isRecords(field) { return "{hex: \(YAMLText.hex(bytes[place.bytes]))}" }
    if field.isAppended, case .checksum = field.filling, WrongChecksum(index, of: layers, bytes) == nil {
      return "auto"
    }
    return YAMLText.value(place, bytes, message: layers[index].start)
  }

  private func isRecords(_ field: PacketField) -> Bool {
    switch field.kind {
    case .records, .questions, .resources: true
    default: false
    }
  }

  /// The names of the fields that have to be written.
  private func said(_ index: Int) -> Set<String> {
    let layer = layers[index]
    var draft = layer.draft(bytes)
    var said: Set<String> = []
    var open: [FieldPlace] = []
    for place in layer.places where !place.field.isAlias {
      let field = place.field
      if field.isVariable {
        if place.width > 0 { said.insert(field.name) }
        if areRecordsHex, isRecords(field), place.width > 0 {
          draft.given[field.name] = .bytes(Array(bytes[place.bytes]), count: 1)
        }
        continue
      }
      let isAsked = layer.form.fields.contains {
        if case .presence(let name) = $0.filling { name == field.name } else { false }
      }
      switch field.filling {
      case .value(let value):
        let isPlain = BitField.read(bytes, at: place.bit, width: place.width) == value
        if !isPlain || isAsked || layer.form.summary.isAlwaysShowing(field.name) { said.insert(field.name) }
      default:
        if isAsked {
          said.insert(field.name)
        } else {
          draft.given[field.name] = nil
          open.append(place)
        }
      }
    }
    var problems = PlacedProblems()
    let next =
      layers.indices.contains(index + 1)
      ? layers[index + 1].form.name : layer.headerEnd < layer.end ? PayloadLayer.name : nil
    let builder = LayerBuilder(
      draft: draft, next: next,
      addresses: PacketBuilder.addresses(layers[..<index].map { $0.draft(bytes) }, before: index))
    let header = builder.header(before: Array(bytes[layer.headerEnd..<layer.end]), &problems)
    for place in open {
      let bit = place.bit - layer.start * 8
      let isFilled =
        bit + place.width <= header.count * 8
        && BitField.read(header, at: bit, width: place.width) == BitField.read(bytes, at: place.bit, width: place.width)
      if !isFilled { said.insert(place.field.name) }
    }
    return said
  }
}

extension String {
  /// Whether a layer's summary names a field outside of what may be left out.
  fileprivate func isAlwaysShowing(_ field: String) -> Bool {
    guard let place = firstRange(of: "{\(field)}") else { return false }
    let before = self[..<place.lowerBound]
    return before.count { $0 == "[" } == before.count { $0 == "]" }
  }
}
