import Placed

extension FieldExpectation {
  /// How a field of a packet differs from what is expected; nil when it is as expected. `wrong` says of a checksum that it
  /// is.
  func difference(_ actual: PlacedField, of form: LayerForm, path: String, wrong: WrongChecksum?) -> PacketDifference? {
    let place = actual.place
    func missed(_ words: String, _ hex: String? = nil) -> PacketDifference {
      PacketDifference(
        path: path, expected: words, actual: actual.text, expectedHex: hex, actualHex: actual.hex, range: place.bytes)
    }
    func text(_ value: UInt128) -> String { FieldText.text(place.field.kind, place.width, value) }
    switch self {
    case .any: return nil
    case .bytes(let bytes):
      let whole = bytes + Self.filling(bytes.count, place.field, form)
      let expected = PlacedField(
        place: FieldPlace(field: place.field, bit: 0, width: whole.count * 8), bytes: whole, message: 0)
      return Self.saysTheSame(actual, expected) ? nil : actual.difference(from: expected, path: path)
    case .pattern(let pattern):
      let text = String(decoding: actual.bytes[place.bytes], as: UTF8.self)
      return (try? Regex(pattern).firstMatch(in: text)) != nil ? nil : missed("/\(pattern)/")
    case .number(let expected):
      return actual.number == expected
        ? nil : missed(text(expected), HexText.number(expected, width: place.width))
    case .not(let unwanted): return actual.number != unwanted ? nil : missed("not \(text(unwanted))")
    case .range(let range):
      guard !range.contains(actual.number) else { return nil }
      if range.upperBound == BitField.most(place.width) { return missed("at least \(text(range.lowerBound))") }
      if range.lowerBound == 0 { return missed("at most \(text(range.upperBound))") }
      return missed("\(text(range.lowerBound)) to \(text(range.upperBound))")
    case .prefix(let address, let bits):
      let isSame = bits == 0 || (actual.number ^ address) >> UInt128(place.width - bits) == 0
      return isSame ? nil : missed("\(text(address))/\(bits)")
    case .good: return wrong.map { missed(text($0.right), HexText.number($0.right, width: place.width)) }
    case .bad: return wrong == nil ? missed("a wrong checksum") : nil
    }
  }

  /// Whether two DNS messages say the same: names may be written in two ways.
  private static func saysTheSame(_ first: PlacedField, _ second: PlacedField) -> Bool {
    let kind = first.place.field.kind
    switch kind {
    case .questions, .resources:
      let texts = [first, second].map {
        DNSText(bytes: $0.bytes, range: $0.place.bytes, message: $0.message).yaml(kind)
      }
      return texts[0] == texts[1] && first.place.bytes.isEmpty == second.place.bytes.isEmpty
    default: return false
    }
  }

  private static func filling(_ count: Int, _ field: PacketField, _ form: LayerForm) -> [UInt8] {
    guard case .records(let records) = field.kind, case .headerLength(let unit, _)? = form.headerLength?.filling else {
      return []
    }
    return records.filling(count, before: form.size, unit: unit)
  }
}
