import Placed

/// A field of a packet with what is needed to read it.
struct PlacedField {
  /// Where it stands.
  let place: FieldPlace
  /// The packet.
  let bytes: [UInt8]
  /// The first byte of its header, to which names of a DNS message point.
  let message: Int

  /// Its number, when it has a fixed width.
  var number: UInt128 { BitField.read(bytes, at: place.bit, width: place.width) }
  /// As people read it.
  var text: String { FieldText.text(place, bytes, message: message) }
  /// As hex digits.
  var hex: String {
    place.field.isVariable ? HexText.prefixed(bytes[place.bytes]) : HexText.number(number, width: place.width)
  }

  /// How it differs from what was expected; nil when it does not.
  func difference(from expected: PlacedField, path: String) -> PacketDifference? {
    guard place.field.isVariable else {
      guard number != expected.number else { return nil }
      return PacketDifference(
        path: path, expected: expected.text, actual: text, expectedHex: expected.hex, actualHex: hex,
        range: place.bytes)
    }
    let pair = BytesPair(expected: expected.bytes[expected.place.bytes], actual: bytes[place.bytes])
    guard !pair.actual.elementsEqual(pair.expected) else { return nil }
    var words = pair.words
    if case .bytes = place.field.kind {
    } else if text != expected.text {
      words = (expected.text, text)
    }
    return PacketDifference(
      path: path, expected: words.expected, actual: words.actual, expectedHex: pair.hex.expected,
      actualHex: pair.hex.actual, range: place.bytes)
  }
}
