/// One header as it stands in a packet, or the payload.
struct DecodedLayer {
  /// What kind it is.
  let form: LayerForm
  /// Its first byte.
  let start: Int
  /// One past its header.
  let headerEnd: Int
  /// One past what its length counts.
  let end: Int
  /// One past the bytes that are there: what lies between is its trailer.
  let limit: Int
  /// Its fields in the order of the form, those that are there.
  let places: [FieldPlace]
  /// Whether all that its lengths count is there, and they make sense.
  let isWhole: Bool
  /// For a payload, the layer that it is too short or too odd for.
  let refused: String?

  /// Where a field stands; nil when it is not there.
  func place(_ name: String) -> FieldPlace? {
    if let place = places.first(where: { $0.field.name == name }) { return place }
    guard let trailer = form.trailer, trailer.name == name else { return nil }
    return FieldPlace(field: trailer, bit: end * 8, width: (limit - end) * 8)
  }

  /// The number of a field of fixed width; nil when it is not there.
  func number(_ name: String, _ bytes: [UInt8]) -> UInt128? {
    guard let place = place(name), place.width <= 128, !place.field.isVariable else { return nil }
    return BitField.read(bytes, at: place.bit, width: place.width)
  }
}
