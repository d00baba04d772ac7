extension FieldExpectation {
  /// What is expected when a field of a packet is something else, in words and as hex digits; nil when it is as expected.
  func missed(by place: FieldPlace, _ form: LayerForm, _ bytes: [UInt8], wrong: WrongChecksum?, message: Int)
    -> (words: String, hex: String?)?
  {
    let field = place.field
    if field.isVariable {
      let actual = bytes[place.bytes]
      switch self {
      case .bytes(let expected):
        let whole = expected + Self.filling(expected.count, field, form)
        if actual.elementsEqual(whole) { return nil }
        let all = FieldPlace(field: field, bit: 0, width: whole.count * 8)
        return (FieldText.text(all, whole), HexText.prefixed(whole))
      case .pattern(let pattern):
        let text = String(decoding: actual, as: UTF8.self)
        let isFound = (try? Regex(pattern).firstMatch(in: text)) != nil
        return isFound ? nil : ("/\(pattern)/", nil)
      default: return nil
      }
    }
    let value = BitField.read(bytes, at: place.bit, width: place.width)
    func text(_ value: UInt128) -> String { FieldText.text(field.kind, place.width, value) }
    switch self {
    case .number(let expected):
      return value == expected ? nil : (text(expected), HexText.number(expected, width: place.width))
    case .not(let expected): return value != expected ? nil : ("not \(text(expected))", nil)
    case .range(let range):
      guard !range.contains(value) else { return nil }
      if range.upperBound == BitField.most(place.width) { return ("at least \(text(range.lowerBound))", nil) }
      if range.lowerBound == 0 { return ("at most \(text(range.upperBound))", nil) }
      return ("\(text(range.lowerBound)) to \(text(range.upperBound))", nil)
    case .prefix(let address, let bits):
      let isSame = bits == 0 || (value ^ address) >> UInt128(place.width - bits) == 0
      return isSame ? nil : ("\(text(address))/\(bits)", nil)
    case .good: return wrong.map { (text($0.right), HexText.number($0.right, width: place.width)) }
    case .bad: return wrong == nil ? ("a wrong checksum", nil) : nil
    case .any, .bytes, .pattern: return nil
    }
  }

  private static func filling(_ count: Int, _ field: PacketField, _ form: LayerForm) -> [UInt8] {
    guard case .records(let records) = field.kind, case .headerLength(let unit, _)? = form.headerLength?.filling else {
      return []
    }
    return records.filling(count, before: form.size, unit: unit)
  }
}
