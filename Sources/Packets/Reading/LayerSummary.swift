/// A layer in one line, as its form says.
struct LayerSummary {
  /// The layer.
  let layer: DecodedLayer
  /// The packet.
  let bytes: [UInt8]

  /// The line, without the layer's name.
  var text: String {
    var text = ""
    var rest = layer.form.summary[...]
    while let first = rest.first {
      if first == "[", let end = rest.firstIndex(of: "]") {
        text += filled(rest[rest.index(after: rest.startIndex)..<end], isOptional: true) ?? ""
        rest = rest[rest.index(after: end)...]
      } else {
        let part = rest.prefix { $0 != "[" }
        text += filled(part, isOptional: false) ?? ""
        rest = rest[part.endIndex...]
      }
    }
    return text.first == " " ? String(text.dropFirst()) : text
  }

  /// A part with its fields' texts; nil for an optional one when a field is not there, 0 or empty.
  private func filled(_ part: Substring, isOptional: Bool) -> String? {
    var text = ""
    var rest = part
    while let start = rest.firstIndex(of: "{"), let end = rest[start...].firstIndex(of: "}") {
      text += rest[..<start]
      let place = layer.place(String(rest[rest.index(after: start)..<end]))
      if isOptional, !isSaid(place) { return nil }
      text += place.map { FieldText.text($0, bytes, message: layer.start) } ?? "-"
      rest = rest[rest.index(after: end)...]
    }
    return text + rest
  }

  private func isSaid(_ place: FieldPlace?) -> Bool {
    guard let place, place.width > 0 else { return false }
    return place.field.isVariable || BitField.read(bytes, at: place.bit, width: place.width) != 0
  }
}
