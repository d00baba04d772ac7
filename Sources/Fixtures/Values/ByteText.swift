import Placed

/// Arrays of bytes as one text: an address where it has the size of one, and characters.
enum ByteText {
  /// The bytes of a text; nil when it cannot stand for the array. Arrays of `char` are always text; of other bytes a plain
  /// number is none: `[5]` was meant.
  static func bytes(_ text: String, isPlain: Bool, _ array: ValueShape.ArrayValue) -> [UInt8]? {
    guard array.isBytes, !(text.isEmpty && isPlain) else { return nil }
    if array.isText { return Array(text.utf8) }
    if let address = AddressText.bytes(text.trimmed, count: array.count) { return address }
    return isPlain && WholeNumber(text) != nil ? nil : Array(text.utf8)
  }

  /// What may stand for the array, in words.
  static func expected(_ array: ValueShape.ArrayValue) -> String {
    guard array.isBytes else { return "a list" }
    return switch array.isText ? 0 : array.count {
    case 4: "an IPv4 address, text or a list"
    case 6: "a hardware address, text or a list"
    case 16: "an IPv6 address, text or a list"
    default: "text or a list"
    }
  }

  /// The text of bytes that are text: characters that can be seen, then nothing but zeros. Nil for other bytes.
  static func text(_ bytes: [UInt8]) -> String? {
    let used = bytes.prefix { $0 != 0 }
    guard bytes.dropFirst(used.count).allSatisfy({ $0 == 0 }), let text = String(validating: used, as: UTF8.self),
      text.unicodeScalars.allSatisfy(isVisible)
    else { return nil }
    return text
  }

  private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return (0x20..<0x7f).contains(scalar.value) }
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator, .spaceSeparator:
      return false
    default: return true
    }
  }
}
