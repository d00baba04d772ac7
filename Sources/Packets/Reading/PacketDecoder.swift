/// Takes any bytes apart into layers. Whatever they are, it ends: each layer but the payload has bytes of its own.
struct PacketDecoder {
  /// The packet.
  let bytes: [UInt8]

  /// More layers are payload.
  static let limit = 32

  /// The layers; the last is a payload when a byte is left.
  func layers(from start: PacketStart) -> [DecodedLayer] {
    var layers: [DecodedLayer] = []
    var (at, limit) = (0, bytes.count)
    var next: String?
    switch start {
    case .ethernet: next = "eth"
    case .network: next = byVersion(at, limit)
    }
    while let name = next, at < limit, layers.count < Self.limit {
      guard let form = PacketLayers.named(name), let layer = layer(form, at, limit) else {
        return layers + [payload(at, limit, refused: name)]
      }
      layers.append(layer)
      (at, limit) = (layer.headerEnd, layer.end)
      next = following(layer)
    }
    return at < limit ? layers + [payload(at, limit, refused: nil)] : layers
  }

  private func payload(_ start: Int, _ limit: Int, refused: String?) -> DecodedLayer {
    DecodedLayer(
      form: PayloadLayer.form, start: start, headerEnd: limit, end: limit, limit: limit,
      places: PayloadLayer.form.fields.map { FieldPlace(field: $0, bit: start * 8, width: (limit - start) * 8) },
      isWhole: true, refused: refused)
  }

  /// A header at a byte; nil when it does not fit.
  private func layer(_ form: LayerForm, _ start: Int, _ limit: Int) -> DecodedLayer? {
    guard start + form.size <= limit else { return nil }
    var places: [FieldPlace] = []
    var end = start + form.size
    for field in form.fields where !field.isVariable {
      if let decider = field.decider {
        guard let place = places.first(where: { $0.field.name == decider }),
          field.isPresent(where: BitField.read(bytes, at: place.bit, width: place.width))
        else { continue }
      }
      if field.isAppended {
        places.append(FieldPlace(field: field, bit: end * 8, width: field.width))
        end += field.width / 8
      } else {
        let bit = start * 8 + field.offset
        places.append(FieldPlace(field: field, bit: bit, width: field.width))
        end = max(end, (bit + field.width + 7) / 8)
      }
      guard end <= limit else { return nil }
    }
    var isWhole = true
    var headerEnd = end
    let variable = form.fields.filter { field in
      guard field.isVariable else { return false }
      guard let decider = field.decider, let place = places.first(where: { $0.field.name == decider }) else {
        return true
      }
      return field.isPresent(where: BitField.read(bytes, at: place.bit, width: place.width))
    }
    if let field = form.headerLength, case .headerLength(let unit, let less) = field.filling {
      let claimed = Int(BitField.read(bytes, at: start * 8 + field.offset, width: field.width)) * unit + less
      if start + claimed >= end, start + claimed <= limit {
        headerEnd = start + claimed
      } else {
        isWhole = false
      }
    }
    for field in variable {
      let fieldEnd: Int
      switch field.kind {
      case .questions, .resources:
        guard let read = messageEnd(field, places, headerEnd, limit) else { return nil }
        fieldEnd = read
        places.append(FieldPlace(field: field, bit: headerEnd * 8, width: (fieldEnd - headerEnd) * 8))
        headerEnd = fieldEnd
      default:
        fieldEnd = form.headerLength == nil ? limit : headerEnd
        places.append(FieldPlace(field: field, bit: end * 8, width: (fieldEnd - end) * 8))
        headerEnd = fieldEnd
      }
    }
    let (contentEnd, isComplete) = contentEnd(form, start, headerEnd, limit)
    return DecodedLayer(
      form: form, start: start, headerEnd: headerEnd, end: contentEnd, limit: limit, places: places,
      isWhole: isWhole && isComplete, refused: nil)
  }

  /// One past what a header's length counts, and whether that is there.
  private func contentEnd(_ form: LayerForm, _ start: Int, _ headerEnd: Int, _ limit: Int) -> (Int, Bool) {
    guard let field = form.length else { return (limit, true) }
    let length = Int(BitField.read(bytes, at: start * 8 + field.offset, width: field.width))
    let from: Int
    if case .wholeLength = field.filling { from = start } else { from = headerEnd }
    // 0 says of packets that are longer than 65,535 bytes that another header knows.
    guard from + length >= headerEnd, from + length <= limit, length > 0 || from == limit else { return (limit, false) }
    return (from + length, true)
  }

  /// One past the entries of a DNS message that another field counts; nil when they do not fit.
  private func messageEnd(_ field: PacketField, _ places: [FieldPlace], _ start: Int, _ limit: Int) -> Int? {
    let count = places.first { place in
      if case .count(let name, _) = place.field.filling { name == field.name } else { false }
    }
    guard let count else { return nil }
    var at = start
    var isQuestion = false
    if case .questions = field.kind { isQuestion = true }
    for _ in 0..<Int(BitField.read(bytes, at: count.bit, width: count.width)) {
      guard let name = DNSName.end(bytes, at, limit: limit) else { return nil }
      if isQuestion {
        at = name + 4
      } else {
        guard name + 10 <= limit else { return nil }
        at = name + 10 + (Int(bytes[name + 8]) << 8 | Int(bytes[name + 9]))
      }
      guard at <= limit else { return nil }
    }
    return at
  }

  /// The layer that a header says follows it; nil when it says none.
  private func following(_ layer: DecodedLayer) -> String? {
    // Where a header ends elsewhere than it says, what follows cannot be found.
    guard layer.hasItsLength(bytes) else { return nil }
    switch layer.form.next {
    case .nothing: return nil
    case .layer(let name): return name
    case .field(let name, let names, let except, let unless):
      if let unless, layer.number(unless, bytes) != 0 { return nil }
      guard let value = layer.number(name, bytes) else { return nil }
      return names.name(value).flatMap { except.contains($0) || PacketLayers.named($0) == nil ? nil : $0 }
    case .ports(let names):
      for port in ["dport", "sport"] {
        if let name = layer.number(port, bytes).flatMap({ names.name($0) }) { return name }
      }
      return nil
    case .quote(let name, let values, let next):
      return layer.number(name, bytes).map { values.contains($0) } ?? false ? next : nil
    case .labels(let name):
      return layer.number(name, bytes) == 0 ? layer.form.name : byVersion(layer.headerEnd, layer.end)
    }
  }

  private func byVersion(_ at: Int, _ limit: Int) -> String? {
    guard at < limit else { return nil }
    switch bytes[at] >> 4 {
    case 4: return "ipv4"
    case 6: return "ipv6"
    default: return nil
    }
  }
}
