import Placed

/// Fields as a test file gives them.
enum FieldYAML {
  /// A field as it stands in a packet.
  static func value(_ place: FieldPlace, _ bytes: [UInt8], message: Int = 0) -> String {
    let range = place.bytes
    switch place.field.kind {
    case .bytes: return hex(bytes[range])
    case .list(let kind, let width):
      let values = stride(from: place.bit, through: place.bit + place.width - width, by: width).map {
        number(kind, width, BitField.read(bytes, at: $0, width: width))
      }
      return "[\(values.joined(separator: ", "))]"
    case .records(let form): return RecordText(form: form, bytes: bytes, range: range).yaml
    case .questions, .resources:
      return DNSText(bytes: bytes, range: range, message: message).yaml(place.field.kind)
    default: return number(place.field.kind, place.width, BitField.read(bytes, at: place.bit, width: place.width))
    }
  }

  private static func number(_ kind: FieldKind, _ width: Int, _ value: UInt128) -> String {
    let text = FieldText.text(kind, width, value)
    switch kind {
    case .flags(let names):
      guard let set = FieldText.flagNames(names, value) else { return text }
      return set.count == 1 ? set[0] : "[\(set.joined(separator: ", "))]"
    // A colon at an end is not plain text.
    case .ipv6: return text.hasPrefix(":") || text.hasSuffix(":") ? "\"\(text)\"" : text
    default: return text
    }
  }

  /// Hex digits, in quotes so that none of them is a number.
  static func hex(_ bytes: some Collection<UInt8>) -> String { "\"\(HexText.text(bytes))\"" }

  /// A payload: as text where all of it can be read, by its size where it is one value, else as hex.
  static func payload(_ bytes: some Collection<UInt8>) -> String {
    if let first = bytes.first, bytes.count > 8, bytes.allSatisfy({ $0 == first }) {
      return first == 0
        ? "{size: \(bytes.count)}" : "{size: \(bytes.count), fill: \(HexText.number(UInt128(first), width: 8))}"
    }
    let isText = bytes.allSatisfy { (0x20...0x7e).contains($0) || $0 == 0x0a || $0 == 0x0d || $0 == 0x09 }
    guard isText, !bytes.isEmpty else { return "{hex: \(hex(bytes))}" }
    return YAMLText.quoted(String(decoding: bytes, as: UTF8.self))
  }
}
