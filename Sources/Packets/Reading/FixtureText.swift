import Placed

/// Layers of a packet as a test file gives them. What would be filled in anyway is left out, but for what a reader looks
/// for first: addresses, ports.
struct FixtureText {
  /// The packet.
  let bytes: [UInt8]
  /// The layers to write; what is behind them is payload.
  let layers: [DecodedLayer]
  /// How options, chunks and DNS messages are written.
  let style: Style

  /// What is tried one after the other.
  enum Style: CaseIterable {
    /// By name.
    case plain
    /// By name, and names of DNS messages point back.
    case compressed
    /// As hex digits.
    case hex
  }

  /// One line a layer: a mapping, or a list where a layer stands twice.
  var lines: [String] {
    var entries = layers.indices.map { (layers[$0].form.name, text($0)) }
    if let last = layers.last, last.headerEnd < last.end {
      entries.append((PayloadLayer.name, FieldYAML.payload(bytes[last.headerEnd..<last.end])))
    }
    let isUnique = Set(entries.map(\.0)).count == entries.count
    return entries.map { isUnique ? "\($0.0): \($0.1)" : "- \($0.0): \($0.1)" }
  }

  private func text(_ index: Int) -> String {
    let layer = layers[index]
    let said = said(index)
    var parts = style == .compressed && layer.form.name == DNSLayer.form.name ? ["compress: true"] : []
    for place in layer.places where said.contains(place.field.name) {
      parts.append("\(place.field.name): \(value(place, index))")
    }
    if layer.limit > layer.end { parts.append("trailer: \(FieldYAML.hex(bytes[layer.end..<layer.limit]))") }
    return "{\(parts.joined(separator: ", "))}"
  }

  private func value(_ place: FieldPlace, _ index: Int) -> String {
    let field = place.field
    if style == .hex, isRecords(field) { return "{hex: \(FieldYAML.hex(bytes[place.bytes]))}" }
    if field.isAppended, case .checksum = field.filling, WrongChecksum(index, of: layers, bytes) == nil {
      return "auto"
    }
    return FieldYAML.value(trimmed(place, layers[index]), bytes, message: layers[index].start)
  }

  private func isRecords(_ field: PacketField) -> Bool {
    switch field.kind {
    case .records, .questions, .resources: true
    default: false
    }
  }

  /// Options without those at the end that would be filled in.
  private func trimmed(_ place: FieldPlace, _ layer: DecodedLayer) -> FieldPlace {
    guard case .records(let form) = place.field.kind,
      case .headerLength(let unit, _)? = layer.form.headerLength?.filling
    else { return place }
    let range = place.bytes
    let ends = form.records(bytes, range).records.map(\.range.lowerBound) + [range.upperBound]
    let end = ends.first { end in
      let filling = form.filling(end - range.lowerBound, before: range.lowerBound - layer.start, unit: unit)
      return filling.elementsEqual(bytes[end..<range.upperBound])
    }
    return FieldPlace(field: place.field, bit: place.bit, width: ((end ?? range.upperBound) - range.lowerBound) * 8)
  }

  /// The names of a layer's fields that have to be written.
  func said(_ index: Int) -> Set<String> {
    let layer = layers[index]
    var draft = layer.draft(bytes)
    var said: Set<String> = []
    var open: [FieldPlace] = []
    for place in layer.places where !place.field.isAlias {
      let field = place.field
      if field.isVariable {
        if place.width > 0 { said.insert(field.name) }
        if style == .hex, isRecords(field), place.width > 0 {
          draft.given[field.name] = .bytes(Array(bytes[place.bytes]), count: 1)
        }
      } else if isAlwaysSaid(field, layer.form) || isOdd(place) {
        said.insert(field.name)
      } else if case .value = field.filling {
        continue
      } else {
        draft.given[field.name] = nil
        open.append(place)
      }
    }
    let isChecksum = { (place: FieldPlace) in place.field.name == layer.form.checksum?.name }
    for place in wrong(open.filter { !isChecksum($0) }, draft, index) {
      said.insert(place.field.name)
      draft.given[place.field.name] = .number(BitField.read(bytes, at: place.bit, width: place.width))
    }
    // The checksum covers the others as they are now.
    return said.union(wrong(open.filter(isChecksum), draft, index).map(\.field.name))
  }

  /// Whether a field is written whatever it holds: one that a reader looks for first, and one that is there because it is
  /// given.
  private func isAlwaysSaid(_ field: PacketField, _ form: LayerForm) -> Bool {
    let decidesPresence = form.fields.contains {
      if case .presence(let name) = $0.filling { name == field.name } else { false }
    }
    if case .value = field.filling { return decidesPresence || form.summary.isAlwaysShowing(field.name) }
    return decidesPresence
  }

  /// Whether a field that is not computed holds something else than it would be given.
  private func isOdd(_ place: FieldPlace) -> Bool {
    guard case .value(let value) = place.field.filling else { return false }
    return BitField.read(bytes, at: place.bit, width: place.width) != value
  }

  /// Those of some fields that would be filled in otherwise than they are.
  private func wrong(_ places: [FieldPlace], _ draft: LayerDraft, _ index: Int) -> [FieldPlace] {
    let layer = layers[index]
    var next = layer.headerEnd < layer.end ? PayloadLayer.name : nil
    if layers.indices.contains(index + 1) { next = layers[index + 1].form.name }
    let addresses = PacketBuilder.addresses(layers[..<index].map { $0.draft(bytes) }, before: index)
    var problems = PlacedProblems()
    let header = LayerBuilder(draft: draft, next: next, addresses: addresses)
      .header(before: Array(bytes[layer.headerEnd..<layer.end]), &problems)
    return places.filter { place in
      let bit = place.bit - layer.start * 8
      return bit + place.width > header.count * 8
        || BitField.read(header, at: bit, width: place.width) != BitField.read(bytes, at: place.bit, width: place.width)
    }
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
